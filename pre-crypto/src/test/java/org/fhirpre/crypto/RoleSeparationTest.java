// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key in another role than its own does not compile. */
class RoleSeparationTest {

  /** The use of one expression, as a class of a caller's package. */
  private static final class Snippet extends SimpleJavaFileObject {
    private final String source;

    Snippet(String expression) {
      super(URI.create("string:///caller/Snippet.java"), Kind.SOURCE);
      this.source =
          """
          package caller;
          import org.fhirpre.crypto.*;
          class Snippet {
            DelegatorSecretKey segment; TerminalSecretKey terminal; ForwardSecretKey forward;
            KeyFragSigner kfragSigner; HopSigner hopSigner; DirectorySigner directorySigner; GrantSigner grantSigner;
            Umbral umbral; GrantTerms grantTerms; HopTerms hopTerms; SegmentId id;
            VerifiedCapsule capsule; VerifiedDelegationPath path; GrantEdge grant; HopEdge hop;
            KeyFrag frag; VerifiedKeyFrag keyFrag; GrantSignature.Statement statement;
            Object use() { return %s; }
          }
          """
              .formatted(expression);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static List<String> errors(String expression) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-d", "target", "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(new Snippet(expression))).call();
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(Diagnostic::getCode)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "umbral.delegation().delegate(segment, kfragSigner, grantTerms)",
        "umbral.forwarding().forward(forward, hopSigner, hopTerms)",
        "umbral.decapsulation().unwind(terminal, path)",
        "umbral.decapsulation().unwind(forward, path)",
        "umbral.decapsulation().decapsulateOriginal(segment, capsule)",
        "new SegmentKey(id, segment.publicKey())",
        "grant.verify(kfragSigner.verifyingKey())",
        "hop.verify(hopSigner.verifyingKey())",
        "GrantSignature.sign(grantSigner, statement)",
        "frag.verify(kfragSigner.publicKey(), segment.publicKey(), forward.publicKey())"
      })
  void each_role_does_what_it_may(String expression) {
    assertThat(errors(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "umbral.delegation().delegate(terminal, kfragSigner, grantTerms)",
        "umbral.delegation().delegate(forward, kfragSigner, grantTerms)",
        "umbral.delegation().delegate(segment, hopSigner, grantTerms)",
        "umbral.delegation().delegate(segment, directorySigner, grantTerms)",
        "umbral.delegation().delegate(segment, grantSigner, grantTerms)",
        "GrantSignature.sign(kfragSigner, statement)",
        "GrantSignature.sign(directorySigner, statement)",
        "umbral.forwarding().forward(terminal, hopSigner, hopTerms)",
        "umbral.forwarding().forward(segment, hopSigner, hopTerms)",
        "umbral.forwarding().forward(forward, kfragSigner, hopTerms)",
        "umbral.decapsulation().unwind(segment, path)",
        "umbral.decapsulation().decapsulateOriginal(terminal, capsule)",
        "umbral.decapsulation().decapsulateOriginal(forward, capsule)",
        "new SegmentKey(id, forward.publicKey())",
        "new SegmentKey(id, terminal.publicKey())",
        "grant.verify(hopSigner.verifyingKey())",
        "hop.verify(kfragSigner.verifyingKey())",
        "frag.verify(kfragSigner.publicKey(), segment.publicKey(), segment.publicKey())"
      })
  void another_role_does_not_compile(String expression) {
    assertThat(errors(expression))
        .hasSize(1)
        .first()
        .asString()
        .matches(".*(cant\\.apply|prob\\.found\\.req).*");
  }

  @Test
  void an_unverified_value_does_not_compile() {
    assertThat(errors("umbral.reencryptor().reencrypt(Capsule.fromSimple(new byte[98]), keyFrag)"))
        .isNotEmpty();
    assertThat(errors("umbral.reencryptor().reencrypt(capsule, frag)")).isNotEmpty();
    assertThat(errors("umbral.reencryptor().reencrypt(capsule, keyFrag)")).isEmpty();
  }
}
