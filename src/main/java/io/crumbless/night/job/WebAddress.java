package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses to which something is posted. They are often secrets, so messages do not contain them. */
public final class WebAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /** The address at a key of a job file; an invalid one is reported as a problem. */
    static Optional<URI> read(YamlMapping mapping, String key) {
        Optional<String> text = mapping.optionalString(key);
        try {
            return text.map(WebAddress::of);
        } catch (IllegalArgumentException e) {
            mapping.problem(key, "Invalid " + mapping.name(key) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if nothing can be posted there */
    public static URI of(String text) {
        URI address;
        try {
            address = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is no address", e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("it must begin with https:// or http:// and name a host, and no user");
        }
        return address;
    }
}
