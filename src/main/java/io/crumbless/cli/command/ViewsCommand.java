package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Warehouse;
import io.crumbless.warehouse.view.SqlEngine;
import io.crumbless.warehouse.view.Views;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "views",
        mixinStandardHelpOptions = true,
        header = "Print the SQL that defines the current snapshot in an engine.",
        description = {
            "Prints views or tables of all datasets with descriptions of their columns, the history of "
                    + "profiles, one row per value with its lineage, and the people who may be contacted. The warehouse "
                    + "contains the same in views.sql, views-spark.sql, views-trino.sql and views-hive.sql. With --at, "
                    + "the SQL is for an engine that accesses the warehouse under another path.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless views jobs/nightly-profiles.yaml --for duckdb",
            "  crumbless views jobs/nightly-profiles.yaml --for trino --at s3://analytics/warehouse",
        })
final class ViewsCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Option(names = "--for", paramLabel = "ENGINE", required = true, description = "duckdb, spark, trino or hive.")
    private String engine = "";

    @Option(
            names = "--at",
            paramLabel = "PLACE",
            description = "Path or URI of the warehouse for the engine (default: that of the job file).")
    private @Nullable String place;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    ViewsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SqlEngine named = SqlEngine.ofWord(engine)
                .orElseThrow(() -> new Failure(
                        ErrorCategory.CALLER, "Invalid --for '" + engine + "': use duckdb, spark, trino or hive"));
        JobFile jobFile = invocation.jobOrUsual(job);
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        if (warehouse.current().isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot write views of " + warehouse.root()
                            + ": nothing was published there yet; run a night first");
        }
        String sql = Views.of(warehouse, jobFile.keepSnapshots(), named, Optional.ofNullable(place));
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(ResultJson.ordered("exit_code", 0, "engine", engine, "sql", sql))
                                        + "\n"
                                : sql);
        return 0;
    }
}
