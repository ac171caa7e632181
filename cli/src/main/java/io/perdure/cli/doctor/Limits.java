package io.perdure.cli.doctor;

import java.time.Duration;

/**
 * From when on something is a problem.
 *
 * @param late how long a timer or task may be due without being claimed
 * @param longest how long a transaction may last
 */
public record Limits(Duration late, Duration longest) {}
