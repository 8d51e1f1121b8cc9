// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This module in a class loader of its own, with fewer jars and without the run's own choice. */
final class IsolatedCore {
  private static final String PROPERTY = "org.fhirpre.crypto.backend";

  private final ClassLoader loader;
  private final @Nullable String property;

  private IsolatedCore(ClassLoader loader, @Nullable String property) {
    this.loader = loader;
    this.property = property;
  }

  static IsolatedCore without(String jars) throws MalformedURLException {
    return new IsolatedCore(loader(jars), null);
  }

  static IsolatedCore with(String property) throws MalformedURLException {
    return new IsolatedCore(loader("no such jar"), property);
  }

  private static ClassLoader loader(String without) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Path.of(entry).getFileName().toString().startsWith(without)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Name of the backend that an Umbral with this setting has. */
  String backend(String name) throws ReflectiveOperationException {
    Class<?> backends = loader.loadClass(Backend.class.getName());
    Class<?> protections = loader.loadClass(SecretMultiplication.class.getName());
    Class<?> settings = loader.loadClass(CryptoSettings.class.getName());
    Object setting =
        settings
            .getConstructor(backends, protections)
            .newInstance(constant(backends, name), constant(protections, "PROTECTED"));
    Class<?> umbral = loader.loadClass(Umbral.class.getName());
    Object created =
        call(
            () ->
                umbral
                    .getMethod("create", settings, SecureRandom.class)
                    .invoke(null, setting, new SecureRandom()));
    return (String) umbral.getMethod("backend").invoke(created);
  }

  Optional<String> refusal() throws ReflectiveOperationException {
    Class<?> umbral = loader.loadClass(Umbral.class.getName());
    return ((Optional<?>) umbral.getMethod("refusedBackend").invoke(null)).map(String.class::cast);
  }

  private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getField(name).get(null);
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  // The choice is made once in a class loader, from the property as it is at that time.
  private Object call(Call call) throws ReflectiveOperationException {
    String before = System.getProperty(PROPERTY);
    set(property);
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw e;
    } finally {
      set(before);
    }
  }

  private static void set(@Nullable String value) {
    if (value == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, value);
    }
  }
}
