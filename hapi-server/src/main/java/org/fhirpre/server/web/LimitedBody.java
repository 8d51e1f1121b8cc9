// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body of at most so many bytes, counted after decompression. Not thread-safe. */
final class LimitedBody extends ServletInputStream {
  private final InputStream body;
  private long left;
  private boolean finished;

  /**
   * @param limitBytes how many bytes may be read before {@link BodyTooLarge} is thrown
   */
  LimitedBody(InputStream body, long limitBytes) {
    this.body = body;
    this.left = limitBytes;
  }

  @Override
  public int read() throws IOException {
    int next = body.read();
    count(next < 0 ? next : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = body.read(target, offset, length);
    count(count);
    return count;
  }

  private void count(int bytes) {
    finished = bytes < 0;
    left -= Math.max(bytes, 0);
    if (left < 0) {
      throw new BodyTooLarge();
    }
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException("bodies are read in the request's own thread");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
