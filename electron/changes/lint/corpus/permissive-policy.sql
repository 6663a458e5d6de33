-- finds one
CREATE POLICY p ON t USING (true);

-- finds one
ALTER POLICY p ON t WITH CHECK (true);

-- finds nothing
CREATE POLICY p ON t AS RESTRICTIVE USING (true);

-- finds nothing
CREATE POLICY p ON t USING (a = 1);
