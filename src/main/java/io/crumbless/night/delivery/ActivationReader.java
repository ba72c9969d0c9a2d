package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.declaration.DeliveredTimes;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SubjectId;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the entries of an activation log about one person. */
public final class ActivationReader {
    private static final int SUBJECT_ID = 0;
    private static final int ACTIVATED_AT = 1;
    private static final int ACTION = 2;
    private static final int PURPOSE = 3;
    private static final int CHANNEL = 4;
    private static final int ATTRIBUTE = 5;
    private static final int DECLARATION_ID = 6;

    private final ActivationSource source;
    private final String key;
    private final DeliveredTimes times;

    public ActivationReader(ActivationSource source, SubjectId subject) {
        this.source = source;
        this.key = subject.key();
        this.times = new DeliveredTimes(source.zone());
    }

    /**
     * Reads one file.
     *
     * @return number of records that could not be read, and so may be about the person
     * @throws io.crumbless.process.Failure for the supplier if it lacks a column that the job file maps
     */
    public long read(FileEntry file, Consumer<Activation> found) {
        long[] unread = {0};
        RowReader.of(DeliveryPart.whole(file), source.format(), source.columns())
                .read(new RowSink() {
                    @Override
                    public void row(long position, @Nullable String[] texts) {
                        String of = subject(texts);
                        if (of == null) {
                            unread[0]++;
                        } else if (IdFold.ALL.key(of).equals(key)) {
                            unread[0] += take(texts, found) ? 0 : 1;
                        }
                    }

                    @Override
                    public void malformed(long position, boolean mayWithdraw) {
                        unread[0]++;
                    }
                });
        return unread[0];
    }

    /** The subject of a record; null if it has none. */
    static @Nullable String subject(@Nullable String[] texts) {
        return text(texts, SUBJECT_ID);
    }

    private boolean take(@Nullable String[] texts, Consumer<Activation> found) {
        source.times().toIso(texts, ActivationSource.COLUMNS, TimeForms.mayBeTyped(source.format()));
        String at = text(texts, ACTIVATED_AT);
        String action = text(texts, ACTION);
        OptionalLong micros = at == null ? OptionalLong.empty() : times.micros(at);
        if (action == null || micros.isEmpty()) {
            return false;
        }
        found.accept(new Activation(
                source.name(),
                micros.getAsLong(),
                action,
                text(texts, PURPOSE),
                text(texts, CHANNEL),
                text(texts, ATTRIBUTE),
                text(texts, DECLARATION_ID)));
        return true;
    }

    private static @Nullable String text(@Nullable String[] texts, int column) {
        String text = texts[column];
        return text == null || text.isBlank() ? null : text.strip();
    }
}
