package io.crumbless.bench.peers;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/**
 * Draws time against scale on logarithmic axes, so that proportional cost is a straight line of slope one: {@code
 * POINTS SVG}. A line of the points is {@code peer memberships seconds}, separated by tabs.
 */
public final class ScaleChart {
    private ScaleChart() {}

    public static void main(String[] args) throws IOException {
        Map<String, List<double[]>> series = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] cells = line.split("\t");
            series.computeIfAbsent(cells[0], peer -> new ArrayList<>())
                    .add(new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])});
        }
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title("Whole process, median")
                .xAxisTitle("memberships")
                .yAxisTitle("seconds")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setXAxisDecimalPattern("#,##0")
                .setYAxisDecimalPattern("#,##0.###")
                .setLegendPosition(LegendPosition.InsideNW)
                .setChartBackgroundColor(Color.WHITE);
        fitToDecades(chart.getStyler(), series.values());
        series.forEach((peer, points) -> chart.addSeries(
                peer,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray()));
        VectorGraphicsEncoder.saveVectorGraphic(chart, args[1], VectorGraphicsFormat.SVG);
    }

    /** Only powers of ten have labels, so axes begin and end with one. */
    private static void fitToDecades(XYStyler styler, Collection<List<double[]>> series) {
        DoubleSummaryStatistics memberships = statistics(series, 0);
        DoubleSummaryStatistics seconds = statistics(series, 1);
        styler.setXAxisMin(decadeBelow(memberships)).setXAxisMax(decadeAbove(memberships));
        styler.setYAxisMin(decadeBelow(seconds)).setYAxisMax(decadeAbove(seconds));
    }

    private static DoubleSummaryStatistics statistics(Collection<List<double[]>> series, int axis) {
        return series.stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[axis])
                .summaryStatistics();
    }

    private static double decadeBelow(DoubleSummaryStatistics numbers) {
        return Math.pow(10, Math.floor(Math.log10(numbers.getMin())));
    }

    private static double decadeAbove(DoubleSummaryStatistics numbers) {
        return Math.max(10 * decadeBelow(numbers), Math.pow(10, Math.ceil(Math.log10(numbers.getMax()))));
    }
}
