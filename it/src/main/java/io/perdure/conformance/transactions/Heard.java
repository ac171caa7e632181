package io.perdure.conformance.transactions;

import io.perdure.store.StoreListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it was told. */
final class Heard implements StoreListener {
  private final List<Operation> operations = new CopyOnWriteArrayList<>();

  @Override
  public void ended(Operation operation) {
    operations.add(operation);
  }

  /** All it was told, in order. */
  List<Operation> all() {
    return List.copyOf(operations);
  }

  /** What it was told of operations of that name, in order. */
  List<Operation> of(String name) {
    return operations.stream().filter(operation -> operation.name().equals(name)).toList();
  }

  /** The last it was told of operations of that name. */
  Operation last(String name) {
    List<Operation> named = of(name);
    if (named.isEmpty()) {
      throw new AssertionError("nothing was told of " + name + ", but " + operations);
    }
    return named.get(named.size() - 1);
  }
}
