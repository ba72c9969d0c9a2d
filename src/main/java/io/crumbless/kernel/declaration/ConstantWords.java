package io.crumbless.kernel.declaration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words for the constants of an enum, in deliveries and in the evidence log. */
public final class ConstantWords<E extends Enum<E>> {
    private final Class<E> type;
    private final String[] words;
    private final Map<String, E> constants = new HashMap<>();

    /** @param word of each constant, another for each */
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

    /** Always the same object. */
    public String word(E constant) {
        return words[constant.ordinal()];
    }

    /** Null for what is no such word. */
    public @Nullable E constant(String text) {
        return constants.get(text);
    }
}
