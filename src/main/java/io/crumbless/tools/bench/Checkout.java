package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder Crumbless was built in: the launcher, and the peers with their libraries, which are no part of the program.
 *
 * @param home holds {@code ops/bench}
 */
record Checkout(Path home) {
    /** From this version on, Java warns of libraries in native code unless they are allowed. */
    private static final int NATIVE_ACCESS_SINCE = 22;

    private static final int UNSAFE_DENIED_SINCE = 23;

    /** @throws Failure for the caller if the program runs from elsewhere, where there are no peers */
    static Checkout find() {
        Path place;
        try {
            place = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the program is no path", e);
        }
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("ops/bench/pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new Failure(
                ErrorCategory.CALLER,
                "Cannot bench: there is no ops/bench above " + place + "; run it in a folder with the sources");
    }

    Path launcher() {
        return home.resolve("crumbless");
    }

    /** The policy the program is shipped with. */
    Path shippedPolicy() {
        return home.resolve("jobs/policy");
    }

    /** The policy peers can follow. */
    Path policy() {
        return home.resolve("ops/bench/policy");
    }

    /** Scripts that a peer runs one behind the other, separated by commas. */
    String scripts(Peer peer) {
        String own = script(peer);
        return peer == Peer.DUCKDB_FULL ? script(Peer.DUCKDB) + "," + own : own;
    }

    private String script(Peer peer) {
        return home.resolve("ops/bench/sql/" + peer.word() + ".sql").toString();
    }

    private Path peers() {
        return home.resolve("ops/bench");
    }

    private Path peersJar() {
        return peers().resolve("target/bench-peers.jar");
    }

    /** All that a peer needs to run in a process of its own. */
    String classPath() {
        return peersJar() + File.pathSeparator + peers().resolve("target/lib") + "/*";
    }

    /** Whether the peers are built, from the sources as they are. */
    boolean hasPeers(boolean withSpark) {
        Path lib = peers().resolve("target/lib");
        if (!Files.isRegularFile(peersJar()) || !Files.isDirectory(lib)) {
            return false;
        }
        try (Stream<Path> libraries = Files.list(lib);
                Stream<Path> sources = Files.walk(peers().resolve("src"))) {
            boolean hasSpark = libraries.anyMatch(
                    library -> String.valueOf(library.getFileName()).startsWith("spark-sql_"));
            FileTime built = Files.getLastModifiedTime(peersJar());
            List<Path> all = Stream.concat(sources, Stream.of(peers().resolve("pom.xml")))
                    .toList();
            for (Path source : all) {
                if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                    return false;
                }
            }
            return hasSpark || !withSpark;
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + peers() + ": " + e.getMessage(), e);
        }
    }

    /** Builds the peers, and copies their libraries beside them. */
    void buildPeers(boolean withSpark, Path log) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("mvnw").toString(),
                "-q",
                "-B",
                "-f",
                peers().resolve("pom.xml").toString(),
                "package"));
        if (withSpark) {
            command.add("-Pspark");
        }
        MeasuredProcess.run("the build of the peers", command, home, log);
    }

    /** Begins a command that runs a peer: Java, its options, and the class path. */
    List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        int version = Runtime.version().feature();
        if (version >= NATIVE_ACCESS_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= UNSAFE_DENIED_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        return command;
    }
}
