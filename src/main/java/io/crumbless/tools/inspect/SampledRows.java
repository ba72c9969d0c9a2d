package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads some columns of a source whose form is known, as far as the time allows. */
public final class SampledRows {
    private static final int ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    private SampledRows() {}

    /**
     * Passes on every record.
     * @param form the form of the files; files of another form are skipped
     * @return whether every record of every file was passed on
     * @throws Stopped if the thread is asked to stop
     */
    public static boolean read(
            List<FileEntry> files, FileForm form, Set<String> columns, Duration time, Consumer<SampleRow> taker) {
        TimeBudget all = new TimeBudget(time);
        boolean whole = true;
        long left = files.size();
        for (FileEntry file : Spread.over(files)) {
            whole &= read(file, form, columns, all.forOneOf(left--), taker);
        }
        return whole;
    }

    private static boolean read(
            FileEntry file, FileForm form, Set<String> columns, TimeBudget time, Consumer<SampleRow> taker) {
        try {
            FileForm own = FormGuess.of(file);
            return own.kind() == FileForm.Kind.EMPTY
                    || (own.isLike(form) && SampleReader.of(file, own).read(columns, taking(time, taker)));
        } catch (Stopped stopped) {
            throw stopped;
        } catch (IOException | StorageException | Failure e) {
            // This was already reported when the source was inspected.
            return false;
        }
    }

    private static RowTaker taking(TimeBudget time, Consumer<SampleRow> taker) {
        return new RowTaker() {
            private long rows;

            @Override
            public boolean take(SampleRow row) {
                taker.accept(row);
                return ++rows % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK != 0 || goesOn();
            }

            @Override
            public boolean goesOn() {
                Stopped.ifAsked("Stopped: nothing was written");
                return !time.isOver();
            }
        };
    }
}
