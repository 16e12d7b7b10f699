# For Varnish 7 with the module xkey (Debian: apt install varnish varnish-modules) between nginx and the site, with
# CDN=varnish://127.0.0.1:6081. nginx passes requests on to Varnish in place of the site.
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# The machines that run the site.
acl purgers {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers || !req.http.xkey) {
            return (synth(403));
        }
        return (synth(200, "Purged " + xkey.purge(req.http.xkey)));
    }
    # Varnish has added the address of nginx; the site takes the last, which shall be the reader's.
    set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Who has a session gets pages of their own. No other cookie changes a page.
    if (req.http.Cookie ~ "(^|;\s*)(__Host-)?session=") {
        return (pass);
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    # Without this header Varnish's own rules apply: what says no-cache or private is not kept.
    if (beresp.http.Surrogate-Control) {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, "^max-age=(\d+).*", "\1s"), 0s);
        set beresp.grace = std.duration(
            regsub(beresp.http.Surrogate-Control, "^.*stale-while-revalidate=(\d+).*", "\1s"), 0s);
    }
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Surrogate-Control;
}
