package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.RecordBuffer;
import io.crumbless.columnar.spill.RecordReader;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.declaration.ConstantWords;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Serialises the values of one type to a record of the spill, including null. */
public abstract class FieldCodec<T> {
    abstract void write(SpillWriter out, RecordBuffer record, @Nullable T value);

    abstract @Nullable T read(SpillMerge in, RecordReader record);

    /** For a field that is stored elsewhere. */
    static final class Nowhere<T> extends FieldCodec<T> {
        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable T value) {}

        @Override
        @Nullable
        T read(SpillMerge in, RecordReader record) {
            return null;
        }
    }

    /** For words, as symbols. */
    static final class Word extends FieldCodec<String> {
        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable String value) {
            out.symbol(value);
        }

        @Override
        @Nullable
        String read(SpillMerge in, RecordReader record) {
            return in.symbol(record);
        }
    }

    /** For constants, as symbols of their words. */
    static final class Constant<E extends Enum<E>> extends FieldCodec<E> {
        private final ConstantWords<E> words;
        private final Function<String, E> constant;

        Constant(ConstantWords<E> words) {
            this.words = words;
            this.constant = text -> Objects.requireNonNull(words.constant(text), "the spill holds an unknown word");
        }

        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable E value) {
            out.symbol(value == null ? null : words.word(value));
        }

        @Override
        @Nullable
        E read(SpillMerge in, RecordReader record) {
            return in.symbol(record, words.type(), constant);
        }
    }

    static final class Text extends FieldCodec<String> {
        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable String value) {
            record.text(value);
        }

        @Override
        @Nullable
        String read(SpillMerge in, RecordReader record) {
            return record.text();
        }
    }

    /** For a list of words, as one symbol. */
    static final class Words extends FieldCodec<List<String>> {
        private static final String SEPARATOR = "\u0000";

        private record Joined(List<String> words) {
            static Joined of(String joined) {
                return new Joined(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR)));
            }
        }

        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable List<String> value) {
            out.symbol(value, words -> String.join(SEPARATOR, words));
        }

        @Override
        @Nullable
        List<String> read(SpillMerge in, RecordReader record) {
            Joined joined = in.symbol(record, Joined.class, Joined::of);
            return joined == null ? null : joined.words();
        }
    }

    static final class Flag extends FieldCodec<Boolean> {
        private static final int NEITHER = -1;

        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable Boolean value) {
            record.number(value == null ? NEITHER : value ? 1 : 0);
        }

        @Override
        @Nullable
        Boolean read(SpillMerge in, RecordReader record) {
            long number = record.number();
            return number == NEITHER ? null : Boolean.valueOf(number == 1);
        }
    }

    static final class Day extends FieldCodec<Integer> {
        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable Integer value) {
            record.optionalNumber(value);
        }

        @Override
        @Nullable
        Integer read(SpillMerge in, RecordReader record) {
            return record.optionalNumber();
        }
    }

    static final class Moment extends FieldCodec<Long> {
        /** Represents null in one byte; no plausible time has this value. */
        private static final long NEVER = 0;

        @Override
        void write(SpillWriter out, RecordBuffer record, @Nullable Long value) {
            record.number(value == null ? NEVER : value);
        }

        @Override
        @Nullable
        Long read(SpillMerge in, RecordReader record) {
            long micros = record.number();
            return micros == NEVER ? null : Long.valueOf(micros);
        }
    }
}
