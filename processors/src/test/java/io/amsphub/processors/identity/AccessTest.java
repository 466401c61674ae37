package io.amsphub.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.MessageAccess.Act;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static Principal of(Grant grant, Role... roles) {
        return new Principal("somebody", "acme", Set.of(roles), grant);
    }

    @Test
    void withoutARoleNothingIsAllowed() {
        assertThatThrownBy(() -> Access.require(of(Grant.WHOLE), "listDesigns", Set.of(Role.values()), "designs", true))
                .hasMessageContaining("may not listDesigns");
    }

    @Test
    void scopesNarrowRolesAndNeverWidenThem() {
        Grant reading = new Grant(Set.of("designs:read"), null);
        assertThatCode(() -> Access.require(of(reading, Role.USER), "x", Set.of(Role.USER), "designs", true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Access.require(of(reading, Role.USER), "x", Set.of(Role.USER), "designs", false))
                .isInstanceOfSatisfying(
                        HubException.class,
                        refusal -> assertThat(refusal.problem().remedy()).contains("designs:write"));
        assertThatThrownBy(() -> Access.require(of(reading, Role.USER), "x", Set.of(Role.OPERATOR), "designs", true))
                .hasMessageContaining("may not");
        assertThat(new Grant(Set.of("*:write"), null).covers("orders", true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "designs", "designs:delete", "*", "Designs:read", "a:read,b:read"})
    void whatIsNoScopeIsRefused(String scope) {
        Set<String> scopes = Set.of(scope);
        assertThatThrownBy(() -> new Grant(scopes, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void auditorSeesAllAndChangesOnlyTheOwn() {
        Principal both = of(Grant.WHOLE, Role.AUDITOR, Role.USER, Role.AM_CENTRE);
        assertThat(Access.reaches(both, "other", true)).isTrue();
        assertThat(Access.reaches(both, "other", false)).isFalse();
        assertThat(Access.reaches(both, "acme", false)).isTrue();
        assertThat(Access.worksAt(both, "other", true)).isTrue();
        assertThat(Access.worksAt(both, "other", false)).isFalse();
        assertThat(Access.worksAt(both, "acme", false)).isTrue();
        assertThat(Access.worksAt(of(Grant.WHOLE, Role.USER), "acme", true)).isFalse();
    }

    @Test
    void grantEndsAtItsEnd() {
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(new Grant(Set.of(), end).over(end)).isTrue();
        assertThat(new Grant(Set.of(), end).over(end.minusMillis(1))).isFalse();
        assertThat(Grant.WHOLE.over(Instant.MAX)).isFalse();
    }

    @Test
    void nameOfAPartnerIsNotEnoughToBeOne() {
        Principal user = new Principal("partner.p1", "acme", Set.of(Role.USER));
        assertThat(MessageAccess.connects(user)).isFalse();
        assertThat(MessageAccess.allows(user, Act.SEND, "amsp.partner.p1.in")).isFalse();
        Principal partner = new Principal("partner.p1", "acme", Set.of(Role.PARTNER));
        assertThat(MessageAccess.allows(partner, Act.SEND, "amsp.partner.p1.in"))
                .isTrue();
        assertThat(MessageAccess.allows(partner, Act.READ, "amsp.partner.p1.in"))
                .isFalse();
        assertThat(MessageAccess.allows(partner, Act.MANAGE, "amsp.partner.p1.out"))
                .isFalse();
    }
}
