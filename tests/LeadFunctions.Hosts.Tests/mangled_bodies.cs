using System.Text;
using LeadFunctions.Hosts.Tests.Support;
using LeadFunctions.Http;
using LeadFunctions.Http.Reading;
using LeadFunctions.Http.Tracking;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Good bodies with bytes changed, dropped, doubled and cut: every reader gives a value or a problem below 500, and never throws.</summary>
public sealed class mangled_bodies
{
    private const int Cases = 50_000;
    private const int Seed = 20261122;
    private static readonly LimitOptions Limits = new();
    private static readonly Site Site = new(TestPlaybook.Playbook);
    private static readonly byte[][] Spice = [.. new[] { "\"", "\\u0000", "\\ud800", "[", "{", "}", "\r\n", "--x", "%", "%f", "&", "=", "1e999", "-0", ",", "null", "\u00ff", "\0", "\ufeff", ";" }.Select(Encoding.UTF8.GetBytes)];

    [Fact]
    public void are_read_or_refused_as_JSON_forms() =>
        Mangle("""{"email":"a@example.com","name":"Ann \u00e9","n":5.5,"list":["a","b"],"flag":true,"none":null}""", body => RequestBody.IsCleanUtf8(body) ? FlatJson.Read(body, Limits).Problem : null);

    [Fact]
    public void are_read_or_refused_as_urlencoded_forms() =>
        Mangle("email=a%40example.com&name=Ann+%C3%A9&list=a&list=b&empty=&x", body => UrlEncoded.Read(body, Limits, ProblemKind.InvalidForm).Problem);

    [Fact]
    public void are_read_or_refused_as_multipart_forms() =>
        Mangle(
            "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@example.com\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n",
            body => Multipart.Read(body, "x", Limits).Problem);

    [Fact]
    public void are_read_or_refused_as_beacons() =>
        Mangle(
            """{"visitorId":"visitor-1","sentAt":"2026-03-02T09:00:30Z","events":[{"id":"a","url":"/x","at":1772438400000,"properties":{"a":1,"b":"c"}},{"name":"webinar-attended","title":"T \u00e9"}]}""",
            body => BeaconReader.Read(body, Site, Limits).Problem);

    private static void Mangle(string good, Func<byte[], Problem?> read)
    {
        var random = new Random(Seed);
        Assert.Null(read(Encoding.UTF8.GetBytes(good)));
        var refused = 0;
        for (var i = 0; i < Cases; i++)
        {
            var body = Encoding.UTF8.GetBytes(good).ToList();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                Change(body, random);
            }

            try
            {
                var problem = read([.. body]);
                refused += problem is null ? 0 : 1;
                Assert.True(problem is null || problem.Kind.Status is >= 400 and < 500);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {Seed}, case {i}: {e.GetType().Name} on {Convert.ToBase64String([.. body])}");
            }
        }

        Assert.InRange(refused, 1, Cases);
    }

    private static void Change(List<byte> body, Random random)
    {
        var at = random.Next(body.Count + 1);
        var length = Math.Min(random.Next(1, 12), body.Count - at);
        switch (random.Next(5))
        {
            case 0:
                body.RemoveRange(at, length);
                break;
            case 1:
                body.InsertRange(at, body.GetRange(at, length));
                break;
            case 2:
                body.InsertRange(at, Spice[random.Next(Spice.Length)]);
                break;
            case 3:
                body.RemoveRange(at, body.Count - at);
                break;
            default:
                body.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
