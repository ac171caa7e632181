package io.perdure.bench.compare;

import java.util.List;

/**
 * What a row came to.
 *
 * @param lines one for each entrant that has something of the kind
 * @param verdicts how Perdure met the bars
 * @param note what else is to be said; empty if nothing is
 */
public record RowResult(String name, List<Line> lines, List<Verdict> verdicts, String note) {}
