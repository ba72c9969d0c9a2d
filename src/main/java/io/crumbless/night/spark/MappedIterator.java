package io.crumbless.night.spark;

import java.util.Iterator;
import java.util.function.Function;

/** A lazily mapped iterator. */
final class MappedIterator<T, U> implements Iterator<U> {
    private final Iterator<T> from;
    private final Function<? super T, ? extends U> function;

    MappedIterator(Iterator<T> from, Function<? super T, ? extends U> function) {
        this.from = from;
        this.function = function;
    }

    @Override
    public boolean hasNext() {
        return from.hasNext();
    }

    @Override
    public U next() {
        return function.apply(from.next());
    }
}
