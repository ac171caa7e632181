package io.perdure.conformance.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the clauses of the contract that a test proves: {@code @Clause("H4")}. On a class it holds
 * for every test of it, beside those that the test names itself.
 *
 * <p>A test that is not run by {@link EveryBackend} counts for every backend that has what it
 * {@link Needs}: it is independent of the backend, or compares them all.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Clause {
  /** The ids of the clauses. */
  String[] value();
}
