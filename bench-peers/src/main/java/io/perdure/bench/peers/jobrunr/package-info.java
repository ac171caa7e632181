/**
 * JobRunr 8, the open-source one, on SQLite and Postgres. A {@code BackgroundJobServer} with as
 * many workers as there are claimants; it fetches whenever one of them becomes free, so that its
 * interval of polling, at the smallest it accepts, does not count as long as jobs wait. Jobs are
 * {@code JobRequest}s, enqueued in bulk, with Jackson. The dashboard, which would send anonymous
 * usage to its makers, is not started. It is under the LGPL, and only run from a source tree.
 */
@NullMarked
package io.perdure.bench.peers.jobrunr;

import org.jspecify.annotations.NullMarked;
