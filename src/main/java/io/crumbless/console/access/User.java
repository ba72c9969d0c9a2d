package io.crumbless.console.access;

import io.crumbless.night.job.ConsoleRole;
import java.util.Set;

/**
 * A user of the console.
 *
 * @param name as in the access log: the account that started the console, or the name from the proxy
 */
public record User(String name, Set<ConsoleRole> roles) {
    public User {
        roles = Set.copyOf(roles);
    }

    public boolean is(ConsoleRole role) {
        return roles.contains(role);
    }

    public boolean isAnyOf(Set<ConsoleRole> any) {
        return any.stream().anyMatch(roles::contains);
    }
}
