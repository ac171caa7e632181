package io.perdure.store.packages;

import io.perdure.store.internal.Checks;

/**
 * Which version of a type is on.
 *
 * @param type 1 to 512 bytes of UTF-8
 * @param hash the version; it need not be stored
 */
public record Route(String type, String hash) {
  public Route {
    Checks.id("package type", type);
    Checks.id("package hash", hash);
  }
}
