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
 * The folder in which Crumbless was built. It contains the launcher, and the peers with their libraries, which are not
 * part of the program.
 *
 * @param home folder that contains {@code ops/bench}
 */
record Checkout(Path home) {
    /** Since this version, Java warns about native libraries unless they are allowed. */
    private static final int NATIVE_ACCESS_SINCE = 22;

    private static final int UNSAFE_DENIED_SINCE = 23;

    /** @throws Failure for the caller if the program does not run from a checkout, and there are no peers */
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

    /** The policy shipped with the program. */
    Path shippedPolicy() {
        return home.resolve("jobs/policy");
    }

    /** The simplified policy that peers can apply. */
    Path policy() {
        return home.resolve("ops/bench/policy");
    }

    /** The scripts that a peer runs one after another, separated by commas. */
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

    /** The class path of a peer. */
    String classPath() {
        return peersJar() + File.pathSeparator + peers().resolve("target/lib") + "/*";
    }

    /** Whether the peers are built from the current sources. */
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

    /** Builds the peers and copies their libraries next to them. */
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

    /** The beginning of a command that runs a peer: Java, its options, and the class path. */
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
