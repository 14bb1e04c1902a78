namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>
/// Logistic regression with a ridge, by Newton's method: the same data give the same numbers, whatever the machine. Features are brought to one spread
/// first, so that the ridge asks as much of each.
/// </summary>
/// <param name="Weights">Per unit of each feature; 0 for one that never varies.</param>
/// <param name="Errors">Standard errors of the weights.</param>
public sealed record Regression(double Intercept, double[] Weights, double[] Errors)
{
    private const int MostSteps = 50;
    private const double Enough = 1e-9;

    /// <param name="ridge">How strongly weights are held near zero, in leads.</param>
    public static Regression Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> came, double ridge = 1)
    {
        var features = rows.Count == 0 ? 0 : rows[0].Length;
        var (means, spreads) = Spread(rows, features);
        var scaled = rows.Select(row => row.Select((value, i) => spreads[i] == 0 ? 0 : (value - means[i]) / spreads[i]).Prepend(1).ToArray()).ToList();
        var weights = new double[features + 1];
        double[,] hessian = new double[0, 0];
        for (var step = 0; step < MostSteps; step++)
        {
            (var gradient, hessian) = Slope(scaled, came, weights, ridge);
            var move = Cholesky.Solve(hessian, gradient);
            weights = [.. weights.Zip(move, (weight, by) => weight + by)];
            if (move.Max(Math.Abs) < Enough)
            {
                break;
            }
        }

        var variances = Cholesky.InverseDiagonal(hessian);
        var own = weights.Skip(1).Select((weight, i) => spreads[i] == 0 ? 0 : weight / spreads[i]).ToArray();
        var errors = variances.Skip(1).Select((variance, i) => spreads[i] == 0 ? 0 : Math.Sqrt(variance) / spreads[i]).ToArray();
        return new Regression(weights[0] - own.Zip(means, (weight, mean) => weight * mean).Sum(), own, errors);
    }

    /// <summary>The log of the odds.</summary>
    public double Of(double[] row) => Intercept + row.Zip(Weights, (value, weight) => value * weight).Sum();

    private static (double[] Means, double[] Spreads) Spread(IReadOnlyList<double[]> rows, int features)
    {
        var (means, spreads) = (new double[features], new double[features]);
        for (var i = 0; i < features; i++)
        {
            means[i] = rows.Average(row => row[i]);
            var variance = rows.Average(row => (row[i] - means[i]) * (row[i] - means[i]));
            spreads[i] = variance < 1e-12 ? 0 : Math.Sqrt(variance);
        }

        return (means, spreads);
    }

    private static (double[] Gradient, double[,] Hessian) Slope(List<double[]> rows, IReadOnlyList<bool> came, double[] weights, double ridge)
    {
        var (gradient, hessian) = (new double[weights.Length], new double[weights.Length, weights.Length]);
        for (var n = 0; n < rows.Count; n++)
        {
            var row = rows[n];
            var odds = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                odds += row[i] * weights[i];
            }

            var chance = 1 / (1 + Math.Exp(-odds));
            var (miss, curve) = ((came[n] ? 1 : 0) - chance, Math.Max(chance * (1 - chance), 1e-12));
            for (var i = 0; i < weights.Length; i++)
            {
                if (row[i] == 0)
                {
                    continue;
                }

                gradient[i] += miss * row[i];
                for (var j = 0; j <= i; j++)
                {
                    hessian[i, j] += curve * row[i] * row[j];
                }
            }
        }

        for (var i = 0; i < weights.Length; i++)
        {
            gradient[i] -= i == 0 ? 0 : ridge * weights[i];
            hessian[i, i] += i == 0 ? 1e-9 : ridge;
        }

        return (gradient, hessian);
    }
}

/// <summary>Symmetric, positive matrices of which only the lower half is given.</summary>
internal static class Cholesky
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var root = Root(matrix);
        var (n, solved) = (right.Length, (double[])right.Clone());
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                solved[i] -= root[i, j] * solved[j];
            }

            solved[i] /= root[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++)
            {
                solved[i] -= root[j, i] * solved[j];
            }

            solved[i] /= root[i, i];
        }

        return solved;
    }

    public static double[] InverseDiagonal(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            var unit = new double[n];
            unit[i] = 1;
            return Solve(matrix, unit)[i];
        })];
    }

    private static double[,] Root(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / root[j, j];
            }
        }

        return root;
    }
}
