package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingGate.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object store in a separate process, one of each kind for all tests of this process. Each caller gets its own
 * {@link TestingGate} in front of it. The build provides its jar.
 */
public final class TestingStore {
    /**
     * Name of the lock of test classes that send requests to an object store from this process, which counts them
     * globally.
     */
    public static final String REQUESTS = "requests to object stores";

    private static final Path JARS = Path.of("target/stores");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MOST_SECONDS = 600;
    private static final int WRITES_IN_TURN = 4;
    private static final Pattern OBJECT =
            Pattern.compile("<Contents>.*?<Key>([^<]+)</Key>.*?</Contents>", Pattern.DOTALL);
    private static final Pattern SIZE = Pattern.compile("<Size>([0-9]+)</Size>");

    private final int port;
    private final TestingGate gate;

    private TestingStore(int port) {
        this.port = port;
        this.gate = TestingGate.before(at(port));
    }

    /**
     * Where blocks are kept on their way to a store. One for all tests of this Java: else it would be below the folder of the test that
     * came first, which deletes it when it ends.
     */
    private static final class Uploads {
        static final Path FOLDER = create();

        private static Path create() {
            try {
                return Files.createTempDirectory("uploads");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Honest {
        static final int PORT = startS3Mock();
    }

    private static final class Careless {
        static final int PORT = startS3Proxy();
    }

    /** A store that behaves like S3, behind a separate gate. */
    public static TestingStore honest() {
        return new TestingStore(Honest.PORT);
    }

    /**
     * One that looks at a condition first and writes later. S3Proxy does so, but whether two writers meet between is luck; so behind the
     * writes with which a probe begins, that come one after the other, the gate looks for it, and waits for a second writer.
     */
    public static TestingStore careless() {
        TestingStore store = new TestingStore(Careless.PORT);
        AtomicInteger writes = new AtomicInteger();
        store.gate.decide(request -> request.startsWith("PUT") && writes.incrementAndGet() > WRITES_IN_TURN
                ? Fate.IS_LOOKED_AT_FIRST
                : Fate.PASSES);
        return store;
    }

    private static int startS3Mock() {
        int port = TestingPort.free();
        return awaited(
                start(List.of("-jar", jar("s3mock.jar"), "--http.port=" + port, "--server.port=" + TestingPort.free())),
                port);
    }

    private static int startS3Proxy() {
        try {
            int port = TestingPort.free();
            Path folder = Files.createTempDirectory("store");
            Properties settings = new Properties();
            settings.setProperty("s3proxy.authorization", "none");
            settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
            settings.setProperty("jclouds.provider", "transient-nio2");
            settings.setProperty("jclouds.identity", "any");
            settings.setProperty("jclouds.credential", "any");
            Path file = folder.resolve("s3proxy.properties");
            try (var out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            return awaited(start(List.of("-jar", jar("s3proxy.jar"), "--properties", file.toString())), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jar(String name) {
        Path jar = JARS.resolve(name).toAbsolutePath();
        assertThat(jar).as("brought by ./mvnw dependency:copy@test-stores").exists();
        return jar.toString();
    }

    private static Process start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int awaited(Process store, int port) {
        for (int tries = 0; tries < MOST_SECONDS * 10 && store.isAlive(); tries++) {
            try {
                send(port, "GET", "", "");
                return port;
            } catch (UncheckedIOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("The store does not answer on port " + port);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    public TestingGate gate() {
        return gate;
    }

    /** Makes a bucket; names are of this Java's tests, so each makes its own. */
    public String bucket(String name) {
        assertThat(send("PUT", "/" + name, "").statusCode()).isEqualTo(200);
        return "s3a://" + name;
    }

    /** Has a bucket keep what is overwritten and deleted. */
    public void keepVersions(String bucket) {
        String on =
                "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status>"
                        + "</VersioningConfiguration>";
        assertThat(send("PUT", "/" + bucket + "?versioning", on).statusCode()).isEqualTo(200);
    }

    /** The content of an object, read without the program's code; empty if there is none. */
    public Optional<String> text(String bucket, String key) {
        HttpResponse<String> answer = send("GET", "/" + bucket + "/" + key, "");
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    /** Sizes of the objects below a prefix, by key. */
    public Map<String, Long> sizes(String bucket, String prefix) {
        Map<String, Long> sizes = new HashMap<>();
        String all =
                send("GET", "/" + bucket + "?list-type=2&prefix=" + prefix, "").body();
        Matcher object = OBJECT.matcher(all);
        while (object.find()) {
            Matcher size = SIZE.matcher(object.group());
            assertThat(size.find()).isTrue();
            sizes.put(object.group(1), Long.parseLong(size.group(1)));
        }
        return sizes;
    }

    /** How many versions and marks of deletion a bucket holds below a prefix. */
    public int versions(String bucket, String prefix) {
        String all =
                send("GET", "/" + bucket + "?versions&prefix=" + prefix, "").body();
        return all.split("<Version>", -1).length - 1 + all.split("<DeleteMarker>", -1).length - 1;
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(port, method, path, body);
    }

    private static HttpResponse<String> send(int port, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at(port) + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return sent(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks again where the store closed a connection that was idle just when it was used: each request may be sent twice. */
    private static HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException closed) {
            return HTTP.send(request, BodyHandlers.ofString());
        }
    }

    /** How a job reaches a bucket here through the gate; other buckets may lie elsewhere. */
    public String hadoop(String bucket) {
        String key = "fs.s3a.bucket." + bucket + ".";
        return "\nhadoop:\n  " + key + "endpoint: " + gate.endpoint() + "\n  " + key
                + "endpoint.region: eu-central-1\n  "
                + key
                + "path.style.access: true\n  " + key
                + "aws.credentials.provider: org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider\n  " + key
                + "buffer.dir: " + Uploads.FOLDER + "\n";
    }
}
