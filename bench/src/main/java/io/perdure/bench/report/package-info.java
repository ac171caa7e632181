/**
 * What a comparison came to, for people and for programs.
 *
 * <p>Plots are written as SVG by a few lines of our own: the libraries that draw charts reach SVG
 * through VectorGraphics2D or Batik, of which the first is under the LGPL and the second brings
 * more than all else here together, and a plot of a dozen lines needs neither.
 */
@NullMarked
package io.perdure.bench.report;

import org.jspecify.annotations.NullMarked;
