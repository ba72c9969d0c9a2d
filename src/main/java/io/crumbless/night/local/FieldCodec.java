package io.crumbless.night.local;

import io.crumbless.columnar.spill.RecordBuffer;
import io.crumbless.columnar.spill.RecordReader;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.declaration.ConstantWords;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the values of one type to a record of the spill and reads them back; null is a value as well. */
interface FieldCodec<T> {
    void write(SpillWriter out, RecordBuffer record, @Nullable T value);

    @Nullable
    T read(SpillMerge in, RecordReader record);

    /** Of what stands elsewhere. */
    record Nowhere<T>() implements FieldCodec<T> {
        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable T value) {}

        @Override
        public @Nullable T read(SpillMerge in, RecordReader record) {
            return null;
        }
    }

    /** As symbols. */
    record Word() implements FieldCodec<String> {
        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable String value) {
            out.symbol(value);
        }

        @Override
        public @Nullable String read(SpillMerge in, RecordReader record) {
            return in.symbol(record);
        }
    }

    /** As symbols, by their words. */
    final class Constant<E extends Enum<E>> implements FieldCodec<E> {
        private final Class<E> type;
        private final Function<E, String> word;
        private final Function<String, E> constant;

        Constant(ConstantWords<E> words) {
            this.type = words.type();
            this.word = words::word;
            this.constant = text -> Objects.requireNonNull(words.constant(text), "the spill holds an unknown word");
        }

        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable E value) {
            out.symbol(value, word);
        }

        @Override
        public @Nullable E read(SpillMerge in, RecordReader record) {
            return in.symbol(record, type, constant);
        }
    }

    record Text() implements FieldCodec<String> {
        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable String value) {
            record.text(value);
        }

        @Override
        public @Nullable String read(SpillMerge in, RecordReader record) {
            return record.text();
        }
    }

    /** A list as one symbol. */
    record Words() implements FieldCodec<List<String>> {
        private static final String SEPARATOR = "\u0000";

        private record Joined(List<String> words) {
            static Joined of(String joined) {
                return new Joined(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR)));
            }
        }

        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable List<String> value) {
            out.symbol(value, words -> String.join(SEPARATOR, words));
        }

        @Override
        public @Nullable List<String> read(SpillMerge in, RecordReader record) {
            Joined joined = in.symbol(record, Joined.class, Joined::of);
            return joined == null ? null : joined.words();
        }
    }

    record Flag() implements FieldCodec<Boolean> {
        private static final int NEITHER = -1;

        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable Boolean value) {
            record.number(value == null ? NEITHER : value ? 1 : 0);
        }

        @Override
        public @Nullable Boolean read(SpillMerge in, RecordReader record) {
            long number = record.number();
            return number == NEITHER ? null : Boolean.valueOf(number == 1);
        }
    }

    record Day() implements FieldCodec<Integer> {
        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable Integer value) {
            record.optionalNumber(value);
        }

        @Override
        public @Nullable Integer read(SpillMerge in, RecordReader record) {
            return record.optionalNumber();
        }
    }

    record Moment() implements FieldCodec<Long> {
        /** No plausible time, in one byte. */
        private static final long NEVER = 0;

        @Override
        public void write(SpillWriter out, RecordBuffer record, @Nullable Long value) {
            record.number(value == null ? NEVER : value);
        }

        @Override
        public @Nullable Long read(SpillMerge in, RecordReader record) {
            long micros = record.number();
            return micros == NEVER ? null : Long.valueOf(micros);
        }
    }
}
