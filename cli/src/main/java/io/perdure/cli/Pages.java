package io.perdure.cli;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Walks through a list of the store page by page, each fetched when it is needed. */
final class Pages<T> implements Iterator<T> {
  private static final int SIZE = 500;

  private final Function<PageRequest, Page<T>> list;
  private Iterator<T> page;
  private Optional<PageToken> next;
  private long left;

  private Pages(Function<PageRequest, Page<T>> list, long limit) {
    this.list = list;
    this.left = limit;
    Page<T> first = list.apply(PageRequest.first((int) Math.min(SIZE, limit)));
    this.page = first.iterator();
    this.next = first.next();
  }

  /** At most so many entries of that list, from its first one on. */
  static <T> Iterator<T> of(Function<PageRequest, Page<T>> list, long limit) {
    return new Pages<>(list, limit);
  }

  /** All entries of that list. */
  static <T> Stream<T> all(Function<PageRequest, Page<T>> list) {
    Iterable<T> entries = () -> of(list, Long.MAX_VALUE);
    return StreamSupport.stream(entries.spliterator(), false);
  }

  /** The same page with its entries made something else. */
  static <T, R> Page<R> map(Page<T> page, Function<? super T, ? extends R> change) {
    return new Page<>(page.entries().stream().<R>map(change).toList(), page.next());
  }

  @Override
  public boolean hasNext() {
    while (left > 0 && !page.hasNext() && next.isPresent()) {
      Page<T> following =
          list.apply(PageRequest.first((int) Math.min(SIZE, left)).after(next.get()));
      page = following.iterator();
      next = following.next();
    }
    return left > 0 && page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return page.next();
  }
}
