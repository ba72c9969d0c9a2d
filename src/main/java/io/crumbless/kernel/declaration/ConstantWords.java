package io.crumbless.kernel.declaration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps the constants of an enum to the words used in deliveries and in the evidence log, and back. */
public final class ConstantWords<E extends Enum<E>> {
    private final Class<E> type;
    private final String[] words;
    private final Map<String, E> constants = new HashMap<>();

    /** @param word the word of a constant, different for each */
    public ConstantWords(Class<E> type, Function<E, String> word) {
        this.type = type;
        E[] all = type.getEnumConstants();
        this.words = Arrays.stream(all).map(word).toArray(String[]::new);
        for (E constant : all) {
            constants.put(words[constant.ordinal()], constant);
        }
    }

    public Class<E> type() {
        return type;
    }

    /** The word of a constant; always the same object. */
    public String word(E constant) {
        return words[constant.ordinal()];
    }

    /** The constant with this word; null if there is none. */
    public @Nullable E constant(String text) {
        return constants.get(text);
    }
}
