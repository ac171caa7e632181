package io.perdure.store.jooq.engine;

/** Each call of a room as an operation of its own, told to the listeners and attempted again. */
final class OperationAccess implements Access {
  private final Engine engine;
  private final String namespace;

  OperationAccess(Engine engine, String namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  @Override
  public <T, X extends Exception> T read(String operation, Work<T, X> work) throws X {
    return engine.operation(
        operation,
        namespace,
        engine.retryFor(),
        deadline -> engine.database().read(deadline, work));
  }

  @Override
  public <T, X extends Exception> T write(String operation, WriteMode mode, Work<T, X> work)
      throws X {
    return engine.operation(
        operation,
        namespace,
        engine.retryFor(),
        deadline -> engine.waking().write(engine.database(), mode, deadline, work));
  }

  @Override
  public <T, X extends Exception> T steps(String operation, Steps<T, X> steps) throws X {
    return engine.operation(
        operation,
        namespace,
        engine.retryFor(),
        deadline -> steps.run(new StepAccess(engine, deadline), deadline));
  }

  @Override
  public boolean withinBody() {
    return false;
  }

  /** A step of an operation that is under way. */
  private record StepAccess(Engine engine, Deadline deadline) implements Access {
    @Override
    public <T, X extends Exception> T read(String operation, Work<T, X> work) throws X {
      return engine.database().read(deadline, work);
    }

    @Override
    public <T, X extends Exception> T write(String operation, WriteMode mode, Work<T, X> work)
        throws X {
      return engine.waking().write(engine.database(), mode, deadline, work);
    }

    @Override
    public <T, X extends Exception> T steps(String operation, Steps<T, X> steps) throws X {
      return steps.run(this, deadline);
    }

    @Override
    public boolean withinBody() {
      return false;
    }
  }
}
