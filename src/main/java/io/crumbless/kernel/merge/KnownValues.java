package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.BoundedCache;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Caches parsed values by their canonical text, per attribute, since many people declare the same values. Not
 * thread-safe.
 */
final class KnownValues {
    private static final int REMEMBERED = 1 << 15;

    private final Policy policy;
    private final List<BoundedCache<String, Optional<Value>>> byAttribute = new ArrayList<>();

    KnownValues(Policy policy) {
        this.policy = policy;
        policy.attributes()
                .forEach(attribute -> byAttribute.add(new BoundedCache<>(REMEMBERED, attribute.type()::parse)));
    }

    /** The value of a declaration; null if it was deleted or is not of the attribute's type. */
    @Nullable
    Value of(Attribute attribute, @Nullable String text) {
        if (text == null) {
            return null;
        }
        int position = policy.indexOf(attribute.name().value());
        return byAttribute.get(position).of(text).orElse(null);
    }
}
