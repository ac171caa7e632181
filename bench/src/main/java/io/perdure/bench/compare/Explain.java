package io.perdure.bench.compare;

import io.perdure.bench.compare.Bar.Measure;
import java.util.List;

/** Of which rows it is told where the time goes. */
public enum Explain {
  /** Of those that miss a bar against the best floor. */
  MISSED,
  /** Of all that have such a bar. */
  ALL,
  /** Of none. */
  NONE;

  /**
   * Whether a row is to be explained.
   *
   * @param verdicts of its bars, in their order
   */
  boolean wants(Row row, List<Verdict> verdicts) {
    for (int i = 0; i < verdicts.size(); i++) {
      if (row.bars().get(i).measure() == Measure.OF_BEST) {
        return this == ALL || (this == MISSED && !verdicts.get(i).met());
      }
    }
    return false;
  }
}
