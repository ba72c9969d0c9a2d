package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that start each peer on the data of one scenario, and the locations of its results. */
final class PeerCommands {
    private static final String PACKAGE = "io.crumbless.bench.peers.";

    /** JDK packages that Spark accesses; its own launcher passes the same options. */
    private static final List<String> SPARK_OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar");

    private final Checkout checkout;
    private final BenchData data;
    private final Path out;
    private final int threads;

    /** @param out folder for the outputs of the scenario */
    PeerCommands(Checkout checkout, BenchData data, Path out, int threads) {
        this.checkout = checkout;
        this.data = data;
        this.out = out;
        this.threads = threads;
    }

    Path folder(Peer peer) {
        return switch (peer) {
            case CRUMBLESS -> data.folder().resolve("warehouse");
            case CRUMBLESS_SPARK -> data.sparkFolder().resolve("warehouse");
            case DUCKDB, DUCKDB_FULL, SPARK, FLOOR -> out.resolve(peer.word());
        };
    }

    /** Deletes the output of an earlier round, since a run that is already published would not be repeated. */
    void clear(Peer peer) {
        if (peer.isProgram()) {
            Folders.delete(folder(peer).resolveSibling("control"));
        }
        Folders.delete(folder(peer));
        try {
            if (!peer.isProgram()) {
                Files.createDirectories(folder(peer));
            }
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot create " + folder(peer) + ": " + e.getMessage(), e);
        }
    }

    List<String> command(Peer peer) {
        return switch (peer) {
            case CRUMBLESS -> night(data.job());
            case CRUMBLESS_SPARK -> night(data.sparkJob(threads));
            case DUCKDB -> script(checkout.java(List.of()), "DuckDbPeer", peer, "also=");
            case DUCKDB_FULL ->
                script(
                        checkout.java(List.of()),
                        "DuckDbPeer",
                        peer,
                        "also=, declared_by, recorded_by, coalesce(confirmed::BOOLEAN, false) AS confirmed, evidence_ref",
                        "hash=" + data.folder().resolve("legacy") + ","
                                + data.folder().resolve("declarations") + "," + folder(peer));
            case SPARK -> {
                List<String> options = new ArrayList<>(List.of("-XX:MaxRAMPercentage=50", "-XX:+UseParallelGC"));
                for (String opened : SPARK_OPENS) {
                    options.add("--add-opens=" + opened + "=ALL-UNNAMED");
                }
                yield script(checkout.java(options), "SparkPeer", peer);
            }
            case FLOOR -> {
                List<String> command = checkout.java(List.of("-XX:MaxRAMPercentage=50", "-XX:+UseParallelGC"));
                command.addAll(List.of(
                        PACKAGE + "Floor",
                        data.folder().toString(),
                        folder(Peer.CRUMBLESS).resolve("current").toString(),
                        folder(peer).toString(),
                        Integer.toString(threads)));
                yield command;
            }
        };
    }

    private List<String> night(Path job) {
        return List.of(checkout.launcher().toString(), "run", job.toString(), "--date", BenchData.DATE.toString());
    }

    private List<String> script(List<String> command, String main, Peer peer, String... more) {
        command.addAll(List.of(
                PACKAGE + main,
                checkout.scripts(peer),
                "in=" + data.folder(),
                "segments=" + data.segments(),
                "out=" + folder(peer),
                "date=" + BenchData.DATE,
                "as_of=" + BenchData.DATE.plusDays(1),
                "threads=" + threads));
        command.addAll(List.of(more));
        return command;
    }

    /** The command that prints the row count and checksum of a dataset. */
    List<String> checksum(Peer peer, String dataset) {
        List<String> command = checkout.java(List.of());
        command.addAll(List.of(PACKAGE + "Checksum", files(peer, dataset)));
        return command;
    }

    private String files(Peer peer, String dataset) {
        return switch (peer) {
            case CRUMBLESS, CRUMBLESS_SPARK -> folder(peer) + "/current/" + dataset + "/*.parquet";
            case DUCKDB, DUCKDB_FULL -> folder(peer) + "/" + dataset.replace('/', '-') + ".parquet";
            case SPARK -> folder(peer) + "/" + dataset + "/*.parquet";
            case FLOOR -> throw new IllegalArgumentException("The floor decides nothing that could be compared");
        };
    }

    List<String> chart(Path points, Path svg) {
        List<String> command = checkout.java(List.of("-Djava.awt.headless=true"));
        command.addAll(List.of(PACKAGE + "ScaleChart", points.toString(), svg.toString()));
        return command;
    }
}
