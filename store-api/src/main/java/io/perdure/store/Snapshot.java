package io.perdure.store;

/**
 * The rooms, for reading, at one state of the database. Valid inside its body and on the body's
 * thread only.
 */
public interface Snapshot extends RoomsReader {}
