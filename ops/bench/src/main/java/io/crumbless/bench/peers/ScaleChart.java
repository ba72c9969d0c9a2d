package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws time against scale, both in logarithms, so that a cost in proportion is a straight line of slope one: {@code POINTS
 * SVG}. A line of the points is {@code peer memberships seconds}, separated by tabs.
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
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setLegendPosition(LegendPosition.InsideNW);
        series.forEach((peer, points) -> chart.addSeries(
                peer,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray()));
        VectorGraphicsEncoder.saveVectorGraphic(chart, args[1], VectorGraphicsFormat.SVG);
    }
}
