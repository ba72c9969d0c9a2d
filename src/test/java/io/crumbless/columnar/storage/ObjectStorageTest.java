package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingGate.Fate;
import io.crumbless.TestingStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A bucket keeps the promises that nights rely on, and where it cannot it is not used for a warehouse. */
@Tag("crash")
@Tag("objectstore")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class ObjectStorageTest {
    private static final String BUCKET = "storage";
    private static final Location ROOT = Location.of("s3a://" + BUCKET + "/some");

    private static TestingStore store;
    private static Storage storage;

    @BeforeAll
    static void start() {
        store = TestingStore.honest();
        store.bucket(BUCKET);
        HadoopKeys.use(settings(store.hadoop(BUCKET)));
        storage = Storage.of(ROOT);
    }

    private static Map<String, String> settings(String block) {
        return block.lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(": ", 2))
                .collect(java.util.stream.Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @AfterEach
    void passAgain() {
        store.gate().decide(request -> Fate.PASSES);
    }

    @Test
    void listingAndLookingUpAFileFindTheSameOne() throws IOException {
        Location file = write("same/file.csv", "one");

        FileEntry listed = storage.glob(ROOT.resolve("same/*.csv")).get(0);

        assertThat(listed.etag()).isNotEmpty().doesNotContain("\"");
        assertThat(listed.differsFrom(storage.stat(file))).isFalse();
        assertThat(new FileEntry(file, 3, 1, FileEntry.Kind.FILE, "a")
                        .differsFrom(new FileEntry(file, 3, 2, FileEntry.Kind.FILE, "a")))
                .isFalse();
        assertThat(new FileEntry(file, 3, 1, FileEntry.Kind.FILE, "a")
                        .differsFrom(new FileEntry(file, 3, 1, FileEntry.Kind.FILE, "b")))
                .isTrue();
    }

    /** Which looks like the scheme of another store. */
    @Test
    void aNameWithAColonIsFoundInItsFolder() throws IOException {
        Location file = write("signs/d-2026-11-22T10:31:00Z.csv", "one");
        Location folder = ROOT.resolve("signs");
        Location named = Location.of(folder + "/d-2026-11-22T10:31:00Z.csv");

        assertThat(storage.list(folder)).extracting(FileEntry::location).containsExactly(named);
        assertThat(storage.glob(ROOT.resolve("signs/d-*.csv")))
                .extracting(FileEntry::location)
                .containsExactly(named);
        assertThat(file).isEqualTo(named);
    }

    @Test
    void aBucketThatIsMissingIsNamed() {
        Location place = Location.of("s3a://nobodys-bucket/CURRENT");
        HadoopKeys.use(settings(store.hadoop("nobodys-bucket")));

        assertThatThrownBy(() -> Storage.of(place).readIfThere(place))
                .hasMessage(
                        "Cannot read s3a://nobodys-bucket/CURRENT: there is no such bucket; create it, or correct its"
                                + " name, fs.s3a.endpoint or the region (NoSuchBucket)");
    }

    /** Not that the file with which it was tried cannot be deleted. */
    @Test
    void aBucketThatMayOnlyBeReadIsNotTriedInVain() {
        store.gate()
                .decide(request ->
                        request.startsWith("GET") || request.startsWith("HEAD") ? Fate.PASSES : Fate.REFUSES_ACCESS);

        assertThatThrownBy(() -> storage.conditionalFiles().orElseThrow().requireHonest(ROOT))
                .hasMessage("Cannot try conditional writes in " + ROOT
                        + ": permission denied; give this account the rights that docs/how-to/object-stores.md lists"
                        + " (AccessDenied)");
    }

    @Test
    void aSelectedFileIsReadInOneRequestAndAsThatContentOrNotAtAll() throws IOException {
        write("selected/file.csv", "one");
        FileEntry listed = storage.glob(ROOT.resolve("selected/*.csv")).get(0);
        store.gate().asked();

        assertThat(read(listed)).isEqualTo("one");
        assertThat(storage.recheck(listed)).contains(listed);
        assertThat(store.gate().asked()).hasSize(1);

        write("selected/file.csv", "two");
        assertThatThrownBy(() -> read(listed)).hasMessageContaining("it was changed while being read");
    }

    private static String read(FileEntry file) throws IOException {
        try (InputStream in = storage.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aLargeFileIsReadAnywhereInBlocks() throws IOException {
        byte[] content = new byte[9 << 20];
        new java.util.Random(42).nextBytes(content);
        Location file = ROOT.resolve("large");
        try (OutputStream out = storage.create(file)) {
            out.write(content);
        }
        FileEntry entry = storage.stat(file);
        store.gate().asked();

        try (SeekableInput in = storage.openSeekable(entry)) {
            for (int at : new int[] {content.length - 8, content.length - 100_000, 0, 1, 5 << 20, 100}) {
                java.nio.ByteBuffer read = java.nio.ByteBuffer.allocate(8);
                in.seek(at);
                while (read.hasRemaining()) {
                    assertThat(in.read(read)).isPositive();
                }
                assertThat(read.array()).isEqualTo(java.util.Arrays.copyOfRange(content, at, at + 8));
            }
        }
        assertThat(store.gate().asked()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aFileIsThereWhenItsStreamIsClosed() throws IOException {
        Location file = ROOT.resolve("closed/file");
        OutputStream out = storage.create(file);
        out.write(1);

        assertThat(storage.exists(file)).isFalse();
        out.close();
        assertThat(storage.exists(file)).isTrue();
        assertThat(storage.list(ROOT.resolve("nowhere"))).isEmpty();
        assertThatThrownBy(() -> storage.moveAtomically(file, ROOT.resolve("there")))
                .hasMessageContaining("an object store has no renames");
    }

    @Test
    void aConditionalFileIsWrittenByOneOfTwo() {
        ConditionalFiles files = storage.conditionalFiles().orElseThrow();
        Location file = ROOT.resolve("conditional");

        Optional<String> first = files.write(file, bytes("first"), Optional.empty());
        assertThat(first).isPresent();
        assertThat(files.write(file, bytes("other"), Optional.empty())).isEmpty();
        Optional<String> second = files.write(file, bytes("second"), first);
        assertThat(second).isPresent();
        assertThat(files.write(file, bytes("late"), first)).isEmpty();
        assertThat(files.read(file).orElseThrow().content()).isEqualTo(bytes("second"));
    }

    /**
     * The store executed the request but the response was lost: the connector retries, and the condition is no longer
     * met.
     */
    @Test
    void aWriteWhoseAnswerIsLostIsRecognised() {
        ConditionalFiles files = storage.conditionalFiles().orElseThrow();
        Location file = ROOT.resolve("lost");
        Optional<String> etag = files.write(file, bytes("first"), Optional.empty());
        store.gate().decide(once("PUT", Fate.LOSES_ITS_ANSWER));

        Optional<String> written = files.write(file, bytes("mine"), etag);

        assertThat(written).isPresent();
        assertThat(files.write(file, bytes("next"), written)).isPresent();
    }

    @Test
    void aStoreThatIsBusyForAMomentIsAskedAgain() {
        store.gate().decide(once("PUT", Fate.IS_SENT_AWAY));

        storage.replaceAtomically(ROOT.resolve("busy"), bytes("content"));

        assertThat(storage.readIfThere(ROOT.resolve("busy"))).contains(bytes("content"));
    }

    /** S3 sends both of two writers away that come at the same moment. */
    @Test
    void aWriterThatMetAnotherComesAgain() {
        ConditionalFiles files = storage.conditionalFiles().orElseThrow();
        Location file = ROOT.resolve("met");
        Optional<String> etag = files.write(file, bytes("first"), Optional.empty());
        store.gate().decide(once("PUT", Fate.CONFLICTS));

        Optional<String> written = files.write(file, bytes("mine"), etag);

        assertThat(written).isPresent();
        assertThat(storage.readIfThere(file)).contains(bytes("mine"));
        assertThat(files.write(file, bytes("late"), etag)).isEmpty();
    }

    private static Function<String, Fate> once(String method, Fate fate) {
        AtomicInteger left = new AtomicInteger(1);
        return request -> request.startsWith(method) && left.getAndDecrement() > 0 ? fate : Fate.PASSES;
    }

    @Test
    void anHonestStoreIsUsedAndOneThatKnowsNoConditionsIsNot() {
        ConditionalFiles files = storage.conditionalFiles().orElseThrow();
        files.requireHonest(ROOT);

        store.gate().decide(request -> Fate.PASSES_WITHOUT_CONDITION);

        assertThatThrownBy(() -> files.requireHonest(ROOT))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(
                        "Cannot use " + ROOT + " for a warehouse: it creates a file that is there already")
                .hasMessageContaining("Deliveries may lie there all the same");
        store.gate().decide(request -> Fate.PASSES);
        assertThat(storage.list(ROOT).stream()
                        .filter(file -> file.location().name().startsWith(".probe")))
                .isEmpty();
    }

    /** Its conditions hold one write after the other, and not when several come at once. */
    @Test
    void aStoreThatLooksFirstAndWritesLaterIsFoundOut() {
        TestingStore careless = TestingStore.careless();
        careless.bucket("careless");
        HadoopKeys.use(settings(careless.hadoop("careless")));
        Location root = Location.of("s3a://careless/some");
        ConditionalFiles files = Storage.of(root).conditionalFiles().orElseThrow();

        assertThatThrownBy(() -> files.requireHonest(root))
                .hasMessageContaining("of several writers at the same time more than one succeeds");
    }

    @Test
    void conditionalWritesThatAreSwitchedOffAreNoneInWords() {
        HadoopKeys.use(settings(store.hadoop("switched-off")));
        HadoopKeys.use(Map.of("fs.s3a.bucket.switched-off.create.conditional.enabled", "false"));
        Location root = Location.of("s3a://switched-off/some");
        ConditionalFiles files = Storage.of(root).conditionalFiles().orElseThrow();

        assertThatThrownBy(() -> files.requireHonest(root))
                .hasMessageContaining("its connector offers no conditional writes, or they are switched off");
    }

    private static Location write(String path, String content) throws IOException {
        Location file = ROOT.resolve(path);
        try (OutputStream out = storage.create(file)) {
            out.write(bytes(content));
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
