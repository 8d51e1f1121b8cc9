// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.jpa.packages.IPackageInstallerSvc;
import ca.uhn.fhir.jpa.packages.ImplementationGuideInstallationException;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec;
import ca.uhn.fhir.jpa.packages.PackageInstallationSpec.InstallModeEnum;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import org.fhirpre.server.start.FirstStep;
import org.fhirpre.terminology.TerminologyPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Installs the FHIR package at start, so that clients find the vocabulary and the operations. A
 * version that is installed is left alone. Decisions never read it back, so a server without it is
 * as safe as one with it: a failure is logged and the next start tries again.
 */
@Component
class VocabularyInstaller implements FirstStep {
  private static final Logger log = LoggerFactory.getLogger(VocabularyInstaller.class);

  private final IPackageInstallerSvc installer;

  VocabularyInstaller(IPackageInstallerSvc installer) {
    this.installer = installer;
  }

  @Override
  public void run() {
    String version = TerminologyPackage.version();
    PackageInstallationSpec spec =
        new PackageInstallationSpec()
            .setName(TerminologyPackage.NAME)
            .setVersion(version)
            .setInstallMode(InstallModeEnum.STORE_AND_INSTALL)
            .setFetchDependencies(false)
            .setPackageContents(TerminologyPackage.bytes());
    spec.setInstallResourceTypes(TerminologyPackage.TYPES);
    try {
      int installed =
          installer.install(spec).getResourcesInstalled().values().stream()
              .mapToInt(Integer::intValue)
              .sum();
      log.info("fhir package version={} installed={}", version, installed);
    } catch (ImplementationGuideInstallationException | BaseServerResponseException failed) {
      log.error("fhir package not installed kind={}", failed.getClass().getSimpleName());
    }
  }
}
