# SPDX-FileCopyrightText: 2026 The Culvert authors
# SPDX-License-Identifier: GPL-2.0-or-later

function __culvert_connections
    culvert --list 2>/dev/null
end

complete -c culvert -f -k -a '(__fish_complete_suffix .ovpn)'
complete -c culvert -l background -d 'Start without a window'
complete -c culvert -l attach -x -a 'unix: tcp:127.0.0.1:' -d 'Add a daemon'
complete -c culvert -l import -r -F -d 'Add a profile'
complete -c culvert -l allow-programs -d 'Import even what runs programs'
complete -c culvert -l name -x -d 'Call the added connection so'
complete -c culvert -l connect -x -a '(__culvert_connections)' -d 'Connect'
complete -c culvert -l disconnect -x -a '(__culvert_connections) --all' -d 'Disconnect'
complete -c culvert -l wait -x -d 'Wait until that is done'
complete -c culvert -l list -d 'List the connections'
complete -c culvert -l status -d 'Print the state of each connection'
complete -c culvert -l json -d 'Print it as JSON, for programs'
complete -c culvert -l quit -d 'Quit Culvert; tunnels stay as they are'
complete -c culvert -l version -d 'Show the version'
complete -c culvert -s h -l help -d 'Show the options'
