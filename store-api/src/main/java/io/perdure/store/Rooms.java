package io.perdure.store;

import io.perdure.store.documents.Documents;
import io.perdure.store.history.History;
import io.perdure.store.leases.Leases;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.packages.Packages;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.timers.Timers;

/**
 * The rooms of one namespace, for reading and writing: what a {@link Store} and a {@link
 * Transaction} have in common, for code that works within a transaction as well as without.
 *
 * <p>On a store each call is a transaction of its own; in a transaction nothing is durable before
 * its commit.
 */
public interface Rooms extends RoomsReader {
  @Override
  History history();

  @Override
  Timers timers();

  @Override
  Tasks tasks();

  @Override
  Packages packages();

  @Override
  Outputs outputs();

  @Override
  Leases leases();

  @Override
  Documents documents();

  @Override
  Maintenance maintenance();
}
