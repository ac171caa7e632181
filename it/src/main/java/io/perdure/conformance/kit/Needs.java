package io.perdure.conformance.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the capabilities without which a test has no meaning. On a backend that lacks one the test
 * is not run, and the report says so; a clause whose tests are all left out on a backend is a hole
 * there, unless the list of clauses declares the same need.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  /** The capabilities, all of which are needed. */
  Capability[] value();
}
