// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import org.fhirpre.client.EnvelopeOpener;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.Opened;
import org.fhirpre.client.ResourceOpener;
import org.fhirpre.client.SigningKeys;
import org.fhirpre.client.keystore.Keystore;
import org.hl7.fhir.r4.model.Resource;

/** An opener together with the keystore that its keys come from; counts what did not open. */
final class OpeningSession implements ResourceOpener, AutoCloseable {
  private final ResourceOpener opener;
  private final Runnable wipe;
  private int unopened;

  private OpeningSession(ResourceOpener opener, Runnable wipe) {
    this.opener = opener;
    this.wipe = wipe;
  }

  static OpeningSession keyless() {
    return new OpeningSession(ResourceOpener.keyless(), () -> {});
  }

  /** Opens with the keys of the options, if there are any, and the server's signing keys. */
  static OpeningSession of(KeyOptions keys, Terminal terminal, FhirContext context, FhirHttp http) {
    return keys.isGiven()
        ? of(keys, terminal, context, SigningKeys.ofServer(http, context))
        : keyless();
  }

  static OpeningSession of(
      KeyOptions keys, Terminal terminal, FhirContext context, SigningKeys writers) {
    Keystore keystore = keys.read(terminal);
    try {
      EnvelopeOpener opener = new EnvelopeOpener(context, keys.openingKeys(keystore), writers);
      return new OpeningSession(
          opener,
          () -> {
            opener.close();
            keystore.close();
          });
    } catch (RuntimeException e) {
      keystore.close();
      throw e;
    }
  }

  @Override
  public Opened open(Resource received) {
    Opened opened = opener.open(received);
    unopened += opened.unopened();
    return opened;
  }

  /** Says how many entries did not open, and gives the exit status that follows from it. */
  int conclude(Terminal terminal) {
    if (unopened == 0) {
      return ExitStatus.DONE;
    }
    terminal.say(unopened + " sealed resources could not be opened or verified");
    return ExitStatus.NOT_OPENED;
  }

  @Override
  public void close() {
    wipe.run();
  }
}
