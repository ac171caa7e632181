package io.perdure.conformance.history.model;

import java.util.List;

/** A step of a script: an operation by itself, or several in one transaction. */
sealed interface Step {
  /** One operation, called on the store. */
  record Alone(Operation operation) implements Step {
    @Override
    public String toString() {
      return operation.toString();
    }
  }

  /** How a transaction ends. */
  enum End {
    COMMITS,
    THROWS
  }

  /** Several operations in one transaction, whose body catches what they throw and then ends so. */
  record Together(List<Operation> operations, End end) implements Step {
    @Override
    public String toString() {
      return "transact " + operations + " and the body " + (end == End.THROWS ? "throws" : "ends");
    }
  }
}
