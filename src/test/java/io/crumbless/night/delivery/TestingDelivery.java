package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One delivered file and what came out of it. */
final class TestingDelivery implements DeclarationReader.Sink {
    static final FileFormat CSV = new FileFormat.Csv(CsvDialect.DEFAULT);
    static final FileFormat JSONL = new FileFormat.JsonLines();
    static final FileFormat PARQUET = new FileFormat.Parquet();

    static final String HEADER =
            DeclarationColumns.ALL.stream().map(CanonicalColumn::name).collect(Collectors.joining(","));

    /** A record, or a malformed one where {@code raw} is null. */
    record Outcome(long position, @Nullable RawStatement raw, boolean mayWithdraw) {}

    final List<Outcome> outcomes = new ArrayList<>();
    int parts;

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestingDelivery read(Path folder, String name, FileFormat format, String content) {
        return read(write(folder, name, content.getBytes(StandardCharsets.UTF_8)), format, Map.of());
    }

    static TestingDelivery read(Path file, FileFormat format, Map<String, String> mapped) {
        TestingDelivery delivery = new TestingDelivery();
        FileEntry entry = entry(file);
        reader(entry, format, mapped).read(delivery);
        return delivery;
    }

    /** The copy of a database's rows, as a night reads it. */
    static List<RawStatement> statements(DatabaseDelivery.Staged staged) {
        TestingDelivery delivery = new TestingDelivery();
        DeclarationReader.ofStaged(DeliveryPart.whole(staged.file())).read(delivery);
        return delivery.outcomes.stream().map(Outcome::raw).toList();
    }

    /** Reads the file part by part, in order. */
    static TestingDelivery readInParts(Path file, FileFormat format, long partBytes) {
        TestingDelivery delivery = new TestingDelivery();
        FileEntry entry = entry(file);
        List<TextPart> texts = RecordCounter.count(entry, format, partBytes).parts();
        for (DeliveryPart part : DeliveryPart.of(entry, format, partBytes, texts)) {
            delivery.parts++;
            DeclarationReader.of(
                            new DeliveryPlace.Files(entry.location(), format),
                            new ColumnMapping(DeclarationColumns.ALL, Map.of()),
                            part)
                    .read(delivery);
        }
        return delivery;
    }

    static DeclarationReader reader(FileEntry file, FileFormat format, Map<String, String> mapped) {
        return DeclarationReader.of(
                new DeliveryPlace.Files(file.location(), format),
                new ColumnMapping(DeclarationColumns.ALL, mapped),
                DeliveryPart.whole(file));
    }

    static FileEntry entry(Path file) {
        Location location = Location.of(file);
        return Storage.of(location).stat(location);
    }

    static long count(Path file, FileFormat format) {
        return RecordCounter.count(entry(file), format).records();
    }

    RawStatement only() {
        if (outcomes.size() != 1 || outcomes.get(0).raw() == null) {
            throw new AssertionError("Expected one record, found " + outcomes);
        }
        return outcomes.get(0).raw();
    }

    List<Long> positions() {
        return outcomes.stream().map(Outcome::position).toList();
    }

    @Override
    public void record(long position, RawStatement raw) {
        outcomes.add(new Outcome(position, raw, false));
    }

    @Override
    public void malformed(long position, Refusal reason, boolean mayWithdraw) {
        if (reason != Refusal.MALFORMED) {
            throw new AssertionError(reason);
        }
        outcomes.add(new Outcome(position, null, mayWithdraw));
    }
}
