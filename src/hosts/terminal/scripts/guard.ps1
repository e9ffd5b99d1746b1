# AgentGuard's guard of an interactive PowerShell: the line is judged before Enter runs it. Written by AgentGuard when it
# is installed or updated; edits are overwritten. Needs PSReadLine.
if ($global:AgentGuardOn -or -not (Get-Module PSReadLine)) { return }
$global:AgentGuardOn = $true
$global:AgentGuardLine = 0
$global:AgentGuardKnown = $false
$global:AgentGuardLeft = $false
$global:AgentGuardSession = "$PID.$(Get-Random).$(Get-Random)"

function global:Test-AgentGuardLine([string] $Text) {
  $global:AgentGuardLine++
  $why = if ($env:AGENTGUARD_CHOSEN) { 'chosen' } else { 'editor' }
  $fields = @(
    'kind', 'line', 'shell', 'powershell', 'terminal', $why, 'session', $global:AgentGuardSession,
    'line', "$global:AgentGuardLine", 'cwd', (Get-Location -PSProvider FileSystem).ProviderPath, 'text', $Text
  )
  $start = [System.Diagnostics.ProcessStartInfo]::new(@launcher@, 'terminal')
  $start.UseShellExecute = $false
  $start.RedirectStandardInput = $true
  $start.RedirectStandardOutput = $true
  $answer = ''
  try {
    $asked = [System.Diagnostics.Process]::Start($start)
    $bytes = [System.Text.UTF8Encoding]::new($false).GetBytes((($fields | ForEach-Object { $_ + "`0" }) -join ''))
    $asked.StandardInput.BaseStream.Write($bytes, 0, $bytes.Length)
    $asked.StandardInput.Close()
    $answer = $asked.StandardOutput.ReadToEnd().Trim()
    $asked.WaitForExit()
  } catch { [Console]::Error.WriteLine("AgentGuard: $($_.Exception.Message)") }
  switch ($answer) {
    'agentguard:pass' { $global:AgentGuardKnown = $true; return $true }
    'agentguard:left' { if ($why -ne 'chosen') { $global:AgentGuardLeft = $true; return $true } }
    'agentguard:refused' { $global:AgentGuardKnown = $true; return $false }
  }
  [Console]::Error.WriteLine('AgentGuard: the line was not run.')
  return $false
}

Set-PSReadLineKeyHandler -Key Enter -BriefDescription AgentGuardAccept -ScriptBlock {
  $line = $null
  $cursor = $null
  [Microsoft.PowerShell.PSConsoleReadLine]::GetBufferState([ref] $line, [ref] $cursor)
  $errors = $null
  [void] [System.Management.Automation.Language.Parser]::ParseInput($line, [ref] $null, [ref] $errors)
  # Incomplete: Enter begins the next line.
  if ($errors | Where-Object IncompleteInput) { [Microsoft.PowerShell.PSConsoleReadLine]::AddLine(); return }
  if ($line.Trim() -eq '' -or $global:AgentGuardLeft -or (Test-AgentGuardLine $line)) {
    [Microsoft.PowerShell.PSConsoleReadLine]::AcceptLine()
  } else {
    [Microsoft.PowerShell.PSConsoleReadLine]::AddToHistory($line)
    [Microsoft.PowerShell.PSConsoleReadLine]::RevertLine()
    [Microsoft.PowerShell.PSConsoleReadLine]::Insert('throw "AgentGuard did not let the line run"')
    [Microsoft.PowerShell.PSConsoleReadLine]::AcceptLine()
  }
}
