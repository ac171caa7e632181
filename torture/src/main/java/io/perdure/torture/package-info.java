/**
 * The torture: processes that work on a store and write down what they asked and were told, faults
 * that strike them and their database, and a checker that compares what is there with what was
 * told.
 */
@NullMarked
package io.perdure.torture;

import org.jspecify.annotations.NullMarked;
