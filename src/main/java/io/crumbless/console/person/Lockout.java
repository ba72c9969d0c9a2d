package io.crumbless.console.person;

import io.crumbless.console.access.User;

/** What happens beside when somebody is locked out of searches for trying one id after the other. */
@FunctionalInterface
interface Lockout {
    void begin(User user);
}
