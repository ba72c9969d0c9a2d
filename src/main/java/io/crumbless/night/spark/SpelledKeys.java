package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** Reads the hashes of a range, each as a pair with the count 1. */
record SpelledKeys() implements PairFlatMapFunction<String, Long, Long> {
    @Override
    public Iterator<Tuple2<Long, Long>> call(String file) {
        Location location = Location.of(file);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(Storage.of(location).open(location), 1 << 16));
        AtTaskEnd.close(in);
        return new Keys(in);
    }

    private static final class Keys implements Iterator<Tuple2<Long, Long>> {
        private final DataInputStream in;
        private long next;
        private boolean found;
        private boolean ended;

        Keys(DataInputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            if (!found && !ended) {
                read();
            }
            return found;
        }

        private void read() {
            try {
                next = in.readLong();
                found = true;
            } catch (EOFException end) {
                ended = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Tuple2<Long, Long> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            found = false;
            return new Tuple2<>(next, 1L);
        }
    }
}
