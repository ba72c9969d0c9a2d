package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Inspects the files of one source, as many records as the time allows. Each file has its share of the time, so that
 * every file is sampled even if there are many or large ones. Can be interrupted.
 */
public final class SourceInspector {
    /** If there are more columns, they are values mistaken for names; they are not inspected. */
    static final int MOST_COLUMNS = 2_000;

    /**
     * If there are more columns, they hold answers rather than keys, and their distinct values are counted less
     * precisely.
     */
    private static final int COLUMNS_WITH_KEYS = 64;

    /** If a JSON file has very many keys, a key in fewer records than this may be a value and is not displayed. */
    private static final long FEWEST_WITH_KEY = 5;

    private static final long MANY_RECORDS = 100;

    private static final int MOST_LISTED = 5;
    private static final int ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 64;
    private static final String STOPPED = "Stopped: nothing was written";

    private final String name;
    private final List<FileEntry> files;
    private final Map<String, ColumnTally> columns = new LinkedHashMap<>();
    private final Map<String, Long> malformed = new TreeMap<>();
    private final Set<String> items = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> otherForms = new ArrayList<>();
    private FileForm form = FileForm.of(FileForm.Kind.EMPTY, List.of());
    private long looked;
    private long rows;
    private boolean whole = true;

    private SourceInspector(String name, List<FileEntry> files) {
        this.name = name;
        this.files = files;
    }

    /**
     * Inspects the files.
     * @param name name of the source for display
     * @param time after which no further record is read
     * @throws Stopped if the thread is asked to stop
     */
    public static SourceLook look(String name, List<FileEntry> files, Duration time) {
        SourceInspector inspector = new SourceInspector(name, files);
        inspector.look(new TimeBudget(time));
        return inspector.result();
    }

    private void look(TimeBudget time) {
        long left = files.size();
        for (FileEntry file : Spread.over(files)) {
            Stopped.ifAsked(STOPPED);
            if (time.isOver() && looked > 0) {
                whole = false;
                return;
            }
            try {
                look(file, time.forOneOf(left--));
            } catch (IOException | StorageException | Failure e) {
                fault(file, e);
            }
        }
    }

    private void fault(FileEntry file, Exception e) {
        if (e instanceof Stopped stopped) {
            throw stopped;
        }
        whole = false;
        addOnce(
                faults,
                e instanceof Failure || e instanceof StorageException
                        ? String.valueOf(e.getMessage())
                        : "Cannot read " + file.location() + ": " + e.getClass().getSimpleName());
    }

    private static void addOnce(List<String> list, String sentence) {
        if (list.size() < MOST_LISTED) {
            list.add(sentence);
        }
    }

    private void look(FileEntry file, TimeBudget time) throws IOException {
        FileForm own = FormGuess.of(file);
        looked++;
        if (form.kind() == FileForm.Kind.EMPTY) {
            form = own;
            own.columns().stream().limit(MOST_COLUMNS).forEach(this::column);
        } else if (own.kind() != FileForm.Kind.EMPTY && !own.isLike(form)) {
            addOnce(otherForms, file.location().name() + ": " + Forms.describe(own));
            whole = false;
            return;
        } else if (own.kind() == FileForm.Kind.CSV) {
            form = form.withAsidesOf(own);
        }
        whole &= SampleReader.of(file, own).read(Set.of(), new RowTaker() {
            @Override
            public boolean take(SampleRow row) {
                tally(row);
                return rows % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK != 0 || goesOn();
            }

            @Override
            public boolean goesOn() {
                Stopped.ifAsked(STOPPED);
                return !time.isOver();
            }

            @Override
            public void malformed(String why) {
                malformed.merge(why, 1L, Long::sum);
            }
        });
    }

    private void tally(SampleRow row) {
        rows++;
        row.texts().forEach((name, texts) -> {
            ColumnTally tally = columns.size() < MOST_COLUMNS ? column(name) : columns.get(name);
            if (tally != null) {
                texts.forEach(tally::add);
            }
        });
        items.addAll(row.items().keySet());
        mark(row.lists(), ColumnTally::isList);
        mark(row.fractions(), ColumnTally::isFraction);
    }

    private void mark(Set<String> names, Consumer<ColumnTally> as) {
        for (String name : names) {
            ColumnTally tally = columns.get(name);
            if (tally != null) {
                as.accept(tally);
            }
        }
    }

    private ColumnTally column(String column) {
        int kept = columns.size() < COLUMNS_WITH_KEYS ? KeySketch.KEPT : KeySketch.FEW;
        return columns.computeIfAbsent(column, name -> new ColumnTally(name, kept));
    }

    private SourceLook result() {
        List<ColumnLook> shown = columns.values().stream()
                .map(ColumnTally::look)
                .filter(this::isShown)
                .toList();
        return new SourceLook(
                name,
                files.size(),
                looked,
                files.stream().mapToLong(FileEntry::size).sum(),
                rows,
                whole,
                shown.size() == columns.size()
                        ? form
                        : form.assuming(Quantity.of(columns.size() - shown.size(), "key")
                                + " that hardly any record has, not shown because it may be a value"),
                shown,
                List.copyOf(items),
                SurveySheet.isOne(columns.keySet()) ? Set.copyOf(columns.keySet()) : Set.of(),
                malformed,
                faults,
                otherForms);
    }

    private boolean isShown(ColumnLook column) {
        boolean keys = form.kind() == FileForm.Kind.JSONL || form.kind() == FileForm.Kind.AVRO;
        return !keys || rows < MANY_RECORDS || column.said() + column.empty() >= FEWEST_WITH_KEY;
    }
}
