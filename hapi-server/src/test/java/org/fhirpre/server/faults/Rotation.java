// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.fhirpre.server.deployment.Party;

/** The other reader, whose key an administrator replaces again and again. */
final class Rotation {
  private static final String CLIENT = "demo-practitioner-2";

  private final Story story;

  /** In order; the last ones may or may not have been registered when nothing was heard. */
  private final List<Party> keys = new ArrayList<>();

  private int acknowledged;

  Rotation(Story story) {
    this.story = story;
    keys.add(story.other());
  }

  /**
   * A new key.
   *
   * @return the status of a refusal, 200 if there was none
   * @throws IOException if the server is gone; REST Assured does not declare it
   */
  int go() throws IOException {
    Party next = story.server().party(CLIENT);
    keys.add(next);
    int status =
        story.admin().post(next.subject() + "/$register-key", next.registration()).statusCode();
    if (status == 200) {
      acknowledged = keys.size() - 1;
    } else {
      keys.remove(next);
    }
    return status;
  }

  /** Who holds the key that is registered now: the last one that was acknowledged, or later. */
  Party live() {
    List<Party> live =
        keys.subList(acknowledged, keys.size()).stream().filter(this::isLive).toList();
    assertThat(live).hasSize(1);
    return live.get(0);
  }

  /** Who held the key just before. */
  List<Party> retiredBy(Party live) {
    int at = keys.indexOf(live);
    return keys.subList(Math.max(0, at - 2), at);
  }

  private boolean isLive(Party party) {
    String keyId =
        story
            .admin()
            .get(party.subject() + "/$keys")
            .path("parameter[0].part.find { it.name == 'keyId' }.valueString");
    byte[] id = party.key().publicKey().id().toBytes();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id).equals(keyId);
  }
}
