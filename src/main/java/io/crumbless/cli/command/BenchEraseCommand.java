package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Quantity;
import io.crumbless.tools.bench.EraseBench;
import io.crumbless.tools.bench.ProcessUsage;
import io.crumbless.tools.bench.ShopSettings;
import io.crumbless.tools.generate.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how fast people are erased.",
        description = {
            "Generates a shop and runs its nights, once. Then erases people from a copy of its warehouse with "
                    + "the command 'erase', rewrites the affected files with DuckDB, and erases people from all files "
                    + "once more by decoding and encoding everything. Measurements count only if Crumbless and DuckDB "
                    + "have written the same rows.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless bench erase --work /var/tmp/bench",
            "  crumbless bench erase --work /var/tmp/bench --people 13M --choose neighbours",
        })
final class BenchEraseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ShopOptions shop = new ShopOptions();

    @Option(names = "--erase", paramLabel = "N", description = "People to erase (default: ${DEFAULT-VALUE}).")
    private int count = 1000;

    @Option(
            names = "--choose",
            paramLabel = "WHO",
            description =
                    "spread: people spread over all ids, so that almost every file is affected; neighbours: people "
                            + "with neighbouring ids (default: spread).")
    private EraseBench.Choice choice = EraseBench.Choice.SPREAD;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    BenchEraseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        ShopSettings settings = shop.settings(invocation);
        EraseBench.Report report = EraseBench.run(settings, count, choice, Generation.Progress.NONE, line -> invocation
                .terminal()
                .err()
                .println("bench: " + line));
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return 0;
    }

    private static String words(EraseBench.Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  warehouse", Numbers.grouped(report.profiles()), "profiles", "", ""));
        rows.add(List.of(
                "", Numbers.grouped(report.bytes() >> 20), "MiB in", Quantity.of(report.snapshots(), "snapshot"), ""));
        rows.add(List.of(
                "  erased",
                Numbers.grouped(report.erased()),
                "people, " + report.choice().word(),
                Quantity.of(report.rows(), "row"),
                report.rowGroupsTouched() + " of " + report.rowGroups() + " row groups"));
        rows.add(line("erase", report.erase(), report.erase()));
        rows.add(line("DuckDB, those files", report.duckDb(), report.erase()));
        rows.add(line("everything again", report.everything(), report.erase()));
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.toString();
    }

    private static List<String> line(String what, ProcessUsage took, ProcessUsage erase) {
        return List.of(
                "  " + what,
                BenchFigures.tenths(took.seconds()),
                "s",
                took.cpuSeconds().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.1f s of processors",
                                took.cpuSeconds().getAsDouble())
                        : "",
                String.format(Locale.ROOT, "%.1f times", took.seconds() / erase.seconds()));
    }

    private static Object object(EraseBench.Report report) {
        return BenchFigures.measured(
                "profiles",
                report.profiles(),
                "snapshots",
                report.snapshots(),
                "bytes",
                report.bytes(),
                "choice",
                report.choice().word(),
                "erased",
                report.erased(),
                "rows",
                report.rows(),
                "row_groups",
                report.rowGroups(),
                "row_groups_touched",
                report.rowGroupsTouched(),
                "erase",
                BenchCommand.took(report.erase()),
                "duckdb",
                BenchCommand.took(report.duckDb()),
                "everything",
                BenchCommand.took(report.everything()));
    }
}
