package io.perdure.torture.checker;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads lists to their end. */
final class Pages {
  private static final int SIZE = 1000;

  private Pages() {}

  static <T> List<T> all(Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    Optional<PageRequest> request = Optional.of(PageRequest.first(SIZE));
    while (request.isPresent()) {
      Page<T> page = list.apply(request.get());
      all.addAll(page.entries());
      request = page.next().map(PageRequest.first(SIZE)::after);
    }
    return all;
  }
}
