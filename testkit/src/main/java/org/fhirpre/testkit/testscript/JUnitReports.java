// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results as JUnit XML: a {@code testsuite} for each script, a {@code testcase} for each test. */
public final class JUnitReports {
  private JUnitReports() {}

  /** One file, {@code TEST-testscripts.xml}. */
  public static void write(List<ScriptResult> results, Path folder) {
    Path file = folder.resolve("TEST-testscripts.xml");
    try {
      Files.createDirectories(folder);
      try (OutputStream out = Files.newOutputStream(file)) {
        XMLStreamWriter xml =
            XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (ScriptResult result : results) {
          write(xml, result);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(XMLStreamWriter xml, ScriptResult result) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", result.name());
    xml.writeAttribute("tests", String.valueOf(result.tests().size()));
    xml.writeAttribute("failures", String.valueOf(result.count(Result.FAIL)));
    xml.writeAttribute("errors", String.valueOf(result.count(Result.ERROR)));
    xml.writeAttribute("skipped", String.valueOf(result.count(Result.SKIP)));
    xml.writeAttribute("time", String.valueOf(result.took().toMillis() / 1000.0));
    xml.writeAttribute("timestamp", result.issued().toString());
    for (TestResult test : result.tests()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", result.name().replace('/', '.'));
      xml.writeAttribute("name", test.name());
      write(xml, test);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, TestResult test) throws XMLStreamException {
    switch (test.result()) {
      case PASS -> {}
      case SKIP -> reason(xml, "skipped", test);
      case FAIL -> reason(xml, "failure", test);
      case ERROR -> reason(xml, "error", test);
      case WARNING -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(test.reason());
        xml.writeEndElement();
      }
    }
  }

  private static void reason(XMLStreamWriter xml, String element, TestResult test)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", test.reason());
    xml.writeEndElement();
  }
}
