package io.perdure.conformance.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the class once on every backend. Its tests, and what runs before each of them, may take as
 * parameters a {@link Database}, fresh for each test, a {@code Perdure} that has it open, the
 * {@code Store} of a namespace in it, and the {@link Backend}.
 */
@Documented
@Inherited
@ClassTemplate
@ExtendWith(BackendExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryBackend {}
