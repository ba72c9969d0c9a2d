package io.crumbless.answers.proof;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.StoredTexts;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All texts of a snapshot with their places: text columns of all datasets, and the evidence. */
final class OutputTexts {
    /** Shorter words occur in any text by chance. */
    static final int SHORTEST_WORD = 6;

    /** Columns with delivered parts of declarations or data of the run, which legacy sources cannot affect. */
    private static final Set<String> OF_OTHERS = Stream.concat(
                    StatementField.ALL.stream()
                            .filter(field -> field.isPersonal() && field != StatementField.VALUE)
                            .map(StatementField::name),
                    Stream.of(Layout.SUBJECT_ID, "run_id", "policy_version", "file", "accumulated_from"))
            .collect(Collectors.toUnmodifiableSet());

    /** Without the archived policy and its dictionary, which contain segments and choices, but no person. */
    private static final List<String> EVIDENCE = List.of(
            Warehouse.MANIFEST,
            Warehouse.BALANCE,
            Warehouse.REPORT,
            Warehouse.REPORT_PAGE,
            Retirement.FILE,
            Amendment.FILE);

    private final Location snapshot;
    private final Manifest manifest;
    private final Set<String> attributes;

    /** The kind of content of a column. */
    enum Holds {
        /** Values; the audit has traced each to a statement or to a rule that admits it. */
        VALUES,
        /** Ids of people and statements, and other delivered data. */
        IDS,
        /** Words of the policy and of the program. */
        WORDS,
        /** Evidence, split into words. */
        EVIDENCE
    }

    /** The place of a text. */
    record At(Place place, Holds holds) {}

    /** Visits texts. */
    interface Visitor {
        /**
         * @param bytes UTF-8, valid until it returns
         * @param whole whether it is the entire text of that place, or a word of it
         */
        void text(At at, byte[] bytes, int offset, int length, boolean whole);
    }

    OutputTexts(Location snapshot, Manifest manifest, Policy policy) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.attributes = Set.copyOf(policy.attributes().stream()
                .map(attribute -> attribute.name().value())
                .toList());
    }

    /** Rows of all datasets: the approximate maximum number of distinct texts. */
    long rows() {
        return manifest.outputs().stream().mapToLong(Manifest.Output::rows).sum();
    }

    /** One task per file. */
    List<Callable<Void>> tasks(Visitor visitor) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Manifest.Output output : manifest.outputs()) {
            tasks.add(() -> {
                show(output, visitor);
                return null;
            });
        }
        tasks.add(() -> {
            for (String file : EVIDENCE) {
                evidence(file, visitor);
            }
            return null;
        });
        return tasks;
    }

    private void show(Manifest.Output output, Visitor visitor) {
        ParquetTable table = ParquetTable.open(snapshot.resolve(output.file()));
        try (StoredTexts stored = table.texts()) {
            for (int group = 0; group < table.rowGroups(); group++) {
                for (ColumnInfo column : table.columns()) {
                    if (column.kind() == ColumnKind.TEXT) {
                        At at = new At(
                                Place.of(output.file()).rowGroup(group).column(column.name()),
                                holds(output.dataset(), column.name()));
                        stored.show(group, column.name(), (bytes, offset, length) -> {
                            visitor.text(at, bytes, offset, length, true);
                            words(at, bytes, offset, length, visitor);
                        });
                    }
                }
            }
        }
    }

    private Holds holds(String dataset, String column) {
        boolean values = dataset.equals(Layout.DECLARATIONS)
                ? column.equals(StatementField.VALUE.name())
                : attributes.contains(column);
        String field = column.substring(column.lastIndexOf('.') + 1);
        return values ? Holds.VALUES : OF_OTHERS.contains(field) ? Holds.IDS : Holds.WORDS;
    }

    private void evidence(String file, Visitor visitor) {
        Location place = snapshot.resolve(file);
        if (!Storage.of(place).exists(place)) {
            return;
        }
        try (InputStream in = Storage.of(place).open(place)) {
            byte[] bytes = in.readAllBytes();
            words(new At(Place.of(file), Holds.EVIDENCE), bytes, 0, bytes.length, visitor);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void words(At at, byte[] bytes, int offset, int length, Visitor visitor) {
        int begun = offset;
        int end = offset + length;
        for (int i = offset; i <= end; i++) {
            if (i == end || !isOfWord(bytes[i])) {
                boolean part = i - begun < length;
                if (part && i - begun >= SHORTEST_WORD) {
                    visitor.text(at, bytes, begun, i - begun, false);
                }
                begun = i + 1;
            }
        }
    }

    /** Characters of ids; non-ASCII characters count as letters. */
    private static boolean isOfWord(byte character) {
        return character < 0
                || character >= '0' && character <= '9'
                || character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character == '_'
                || character == '-'
                || character == '.';
    }
}
