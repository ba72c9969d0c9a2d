package io.crumbless.kernel.declaration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words that stand for the constants of an enum, in deliveries and in the evidence log. */
public final class ConstantWords<E extends Enum<E>> {
    private final Class<E> type;
    private final Function<E, String> word;
    private final Map<String, E> constants = new HashMap<>();

    /** @param word of each constant, another for each */
    public ConstantWords(Class<E> type, Function<E, String> word) {
        this.type = type;
        this.word = word;
        for (E constant : type.getEnumConstants()) {
            constants.put(word.apply(constant), constant);
        }
    }

    public Class<E> type() {
        return type;
    }

    public String word(E constant) {
        return word.apply(constant);
    }

    /** Null for what is no such word. */
    public @Nullable E constant(String text) {
        return constants.get(text);
    }
}
