package io.perdure.bench.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Lines over the same places, in SVG.
 *
 * @param file how its file is called, without an ending
 * @param title above it
 * @param across what is told from left to right
 * @param up what is told from the bottom up, which begins at zero
 * @param places what stands below the points, from left to right, equally far apart
 */
public record Plot(
    String file, String title, String across, String up, List<String> places, List<Series> series) {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 90;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final int STEPS = 5;
  private static final List<String> COLOURS =
      List.of(
          "#0b6e4f", "#999999", "#555555", "#111111", "#c1440e", "#1f5fa8", "#8e44ad", "#b8860b",
          "#c2185b");

  /**
   * One line.
   *
   * @param values one for each place; not a number where there is none
   */
  public record Series(String name, List<Double> values) {}

  /** Writes it. */
  void write(PrintStream out) {
    double most = top();
    out.printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
        WIDTH, HEIGHT);
    text(out, LEFT, TOP - 18, "start", title);
    text(out, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", across);
    out.printf(
        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
        (TOP + HEIGHT - BOTTOM) / 2, escaped(up));
    for (int step = 0; step <= STEPS; step++) {
      double value = most * step / STEPS;
      out.printf(
          Locale.ROOT,
          "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>%n",
          LEFT,
          y(value, most),
          WIDTH - RIGHT);
      text(out, LEFT - 6, y(value, most) + 4, "end", "%,.0f".formatted(value));
    }
    for (int i = 0; i < places.size(); i++) {
      text(out, x(i), HEIGHT - BOTTOM + 18, "middle", places.get(i));
    }
    for (int i = 0; i < series.size(); i++) {
      line(out, i, most);
    }
    out.println("</svg>");
  }

  private void line(PrintStream out, int number, double most) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder path = new StringBuilder();
    List<Double> values = series.get(number).values();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isNaN()) {
        double y = y(values.get(i), most);
        path.append(path.isEmpty() ? 'M' : 'L');
        path.append(String.format(Locale.ROOT, "%.1f %.1f", x(i), y));
        out.printf(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
            x(i),
            y,
            colour);
      }
    }
    out.printf("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, colour);
    int y = TOP + 18 * number;
    out.printf(
        "<path d=\"M%d %dh18\" stroke=\"%s\" stroke-width=\"3\"/>%n",
        WIDTH - RIGHT + 12, y, colour);
    text(out, WIDTH - RIGHT + 36, y + 4, "start", series.get(number).name());
  }

  /** The end of the scale: one, two or five with zeros, at least as much as the largest value. */
  private double top() {
    double largest =
        series.stream()
            .flatMap(line -> line.values().stream())
            .filter(value -> !value.isNaN())
            .mapToDouble(value -> value)
            .max()
            .orElse(1);
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(largest, 1))));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power >= largest) {
        return factor * power;
      }
    }
    return largest;
  }

  private double x(int place) {
    double width = WIDTH - LEFT - RIGHT;
    return LEFT + width * (place + 0.5) / places.size();
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most;
  }

  private static void text(PrintStream out, double x, double y, String anchor, String text) {
    out.printf(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
