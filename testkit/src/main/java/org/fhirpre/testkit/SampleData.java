// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sample patients as transaction Bundles, in load order.
 *
 * <p>Load order is the order of the file names: files that start with a digit hold what patients
 * refer to (hospitals, practitioners), the others hold one patient each. Immutable.
 */
public final class SampleData {

  public static final String SYNTHEA_PROPERTY = "fhirpre.synthea";
  private static final String SYNTHEA_FOLDER = "shared/data/synthea";

  private final String origin;
  private final List<SampleBundle> bundles;

  private SampleData(String origin, Stream<SampleBundle> bundles) {
    this.origin = origin;
    this.bundles = bundles.sorted(Comparator.comparing(SampleBundle::name)).toList();
  }

  /**
   * The Synthea patients in the folder named by {@code -Dfhirpre.synthea}, else in {@code
   * shared/data/synthea} beside the checkout or above it; if neither exists, not {@link
   * #available()}.
   */
  public static SampleData synthea() {
    Optional<Path> folder = DataFolder.find(SYNTHEA_PROPERTY, SYNTHEA_FOLDER);
    return folder.map(SampleData::folder).orElseGet(() -> new SampleData("", Stream.empty()));
  }

  /** All {@code *.json} and {@code *.json.gz} files directly in a folder. */
  public static SampleData folder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new SampleData(folder.toString(), files.flatMap(SampleData::ofFile));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list sample data in " + folder, e);
    }
  }

  /**
   * The same from a class path folder, unpacked or in a jar.
   *
   * @param folder without leading slash, for example {@code demo-patients}
   * @throws IllegalArgumentException if the class path has no such folder
   */
  public static SampleData resources(ClassLoader loader, String folder) {
    URL url = loader.getResource(folder);
    if (url == null) {
      throw new IllegalArgumentException("no such folder on the class path: " + folder);
    }
    try {
      return url.openConnection() instanceof JarURLConnection jar
          ? inJar(loader, jar, folder)
          : folder(Path.of(new URI(url.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list sample data in " + url, e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("bad class path address " + url, e);
    }
  }

  public boolean available() {
    return !bundles.isEmpty();
  }

  /** Where the data was found, or how to provide it: a skipped test prints this. */
  public String description() {
    return available()
        ? bundles.size() + " bundles in " + origin
        : "no sample patients: set -D"
            + SYNTHEA_PROPERTY
            + "=DIR (folder of *.json.gz transaction bundles) or put them in "
            + SYNTHEA_FOLDER
            + " beside the checkout";
  }

  /** All bundles in load order. */
  public List<SampleBundle> bundles() {
    return bundles;
  }

  /** What the patients refer to; these come first in the load order. */
  public List<SampleBundle> foundations() {
    return bundles.stream().filter(SampleData::isFoundation).toList();
  }

  public List<SampleBundle> patients() {
    return bundles.stream().filter(bundle -> !isFoundation(bundle)).toList();
  }

  /**
   * The one bundle whose name starts so, for example {@code p08}.
   *
   * @throws NoSuchElementException if there is none; the message says where was looked
   */
  public SampleBundle bundle(String namePrefix) {
    return bundles.stream()
        .filter(bundle -> bundle.name().startsWith(namePrefix))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(namePrefix + ": " + description()));
  }

  private static boolean isFoundation(SampleBundle bundle) {
    return Character.isDigit(bundle.name().charAt(0));
  }

  private static Stream<SampleBundle> ofFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return SampleBundle.isBundleName(name)
        ? Stream.of(new SampleBundle(name, () -> Files.newInputStream(file)))
        : Stream.empty();
  }

  private static SampleData inJar(ClassLoader loader, JarURLConnection jar, String folder)
      throws IOException {
    String prefix = folder + "/";
    Stream<SampleBundle> found =
        jar.getJarFile().stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(prefix) && SampleBundle.isBundleName(name))
            .map(name -> ofResource(loader, name, prefix));
    return new SampleData(jar.getURL().toString(), found);
  }

  private static SampleBundle ofResource(ClassLoader loader, String path, String prefix) {
    return new SampleBundle(
        path.substring(prefix.length()),
        () -> {
          URL url = loader.getResource(path);
          if (url == null) {
            throw new IOException("vanished from the class path: " + path);
          }
          return url.openStream();
        });
  }
}
